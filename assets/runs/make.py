"""Train the runs that ship with the app: ``python -m assets.runs.make [presets]``.

Each is what the page itself would come to with those settings, on one BLAS thread.
"""

from __future__ import annotations

import os

for _threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")

import sys  # noqa: E402
from typing import Any  # noqa: E402

import numpy as np  # noqa: E402

from lstm_core.training import DivergedError  # noqa: E402
from lstm_ui.forecast import asking  # noqa: E402
from lstm_ui.forecast.opening import SHIPPED, ForecastSettings  # noqa: E402
from lstm_ui.text import presets as text  # noqa: E402
from lstm_ui.text.problem import TextProblem  # noqa: E402
from lstm_ui.text.runs import make_run  # noqa: E402
from lstm_ui.train.presets import PRESETS, as_settings  # noqa: E402
from lstm_ui.train.runs import sides  # noqa: E402
from lstm_ui.training.history import History  # noqa: E402
from lstm_ui.training.shipped import RUNS, name_of  # noqa: E402
from lstm_ui.training.store import to_arrays  # noqa: E402
from lstm_ui.training.work import reports  # noqa: E402

KEPT = (0.0, 0.03, 0.06, 0.12, 0.25, 0.5, 1.0)
"""At which shares of its updates a network that writes is kept: it weighs a fifth of a MB."""
TEXT, FORECAST = "text-", "forecast-"
"""What the presets of those pages begin with here."""
ALL = [
    *PRESETS,
    *(TEXT + preset for preset in text.SHIPPED),
    *(FORECAST + chart for chart in SHIPPED),
]


def problems(presets: list[str]) -> dict[str, Any]:
    """What those presets train, by the name of its file; each once."""
    found: list[Any] = []
    for preset in presets:
        if preset.startswith(TEXT):
            values = text.PRESETS[preset.removeprefix(TEXT)].values
            run = make_run(text.as_settings(values), "", "")
            assert not isinstance(run, str), run
            found.append(run.problem)
        elif preset.startswith(FORECAST):
            chart = preset.removeprefix(FORECAST)
            series = asking.shipped_series(chart)
            found.append(asking.problem_of(ForecastSettings(chart=chart), series))
        else:
            found += [side.problem for side in sides(as_settings(PRESETS[preset].values))]
    return {name_of(problem): problem for problem in found}


def make(name: str, problem: Any) -> None:
    """Train one and write its file."""
    history = History()
    for report in reports(problem):
        history = history.with_report(report)
    if isinstance(problem, TextProblem):
        history = history.thinned(KEPT)
    np.savez_compressed(RUNS / f"{name}.npz", **to_arrays(history))
    last = history.moments[-1]
    print(
        f"{name}: {problem.network}, {problem.learning}: held-out score "
        f"{last.held_score:.3f}, loss {last.held_loss:.4g} after {last.seconds:.0f} s",
        flush=True,
    )


def main(presets: list[str]) -> int:
    """Train those presets, or all; a file that no preset needs any longer is dropped."""
    unknown = [preset for preset in presets if preset not in ALL]
    if unknown:
        print(f"no preset {', '.join(unknown)}; there are {', '.join(ALL)}", file=sys.stderr)
        return 2
    for name, problem in problems(presets or ALL).items():
        try:
            make(name, problem)
        except DivergedError as overflow:
            print(f"{name}: {overflow}", file=sys.stderr)
            return 1
    for path in RUNS.glob("*.npz"):
        if path.stem not in problems(ALL):
            path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
