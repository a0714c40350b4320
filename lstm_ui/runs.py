"""From settings to a run of a network: pure functions that any test can call."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.cells import WithCellState
from lstm_core.edits import Edits
from lstm_core.lstm import LSTM
from lstm_core.model import ModelTrace, SequenceModel
from lstm_core.tasks.brackets import depths
from lstm_ui.examples import Example, Parsed, parse
from lstm_ui.payloads import player_payload
from lstm_ui.settings import Settings, starting_numbers
from lstm_ui.sources import RANDOM, cells_offered, network, variants_offered
from lstm_ui.starting import random_state, typed_state
from lstm_ui.surgery.names import of_change, of_clamp
from lstm_ui.surgery.spelling import MisspeltError, read_edits

Floats = NDArray[np.float64]

SPOKEN = {
    "CoupledLSTM": "Coupled LSTM",
    "PeepholeLSTM": "Peephole LSTM",
    "RenewingGRU": "GRU, z renews,",
    "ResetFirstGRU": "GRU, reset first,",
}
"""What a screen reader calls a cell whose class is no word."""
TOO_LARGE = "The numbers grew past what a computer can hold: choose smaller ones, or tanh again."


@dataclass(frozen=True)
class Run:
    """One network that has read one text.

    Attributes
    ----------
    example : Example
        The network as it was trained, set or drawn.
    model : SequenceModel
        The same, with the learner's choice of candidate and changed numbers.
    parsed : Parsed
        The learner's text as steps.
    trace : ModelTrace or None
        What happened; None when there is nothing to show.
    badge : str
        Where the numbers come from.
    notes : tuple of str
        Plain sentences about what was typed.
    problem : str or None
        One plain sentence that says what to change, when there is nothing to show.
    edits : Edits
        What was held and changed, as far as it fits.
    """

    example: Example
    model: SequenceModel
    parsed: Parsed
    trace: ModelTrace | None
    badge: str
    notes: tuple[str, ...] = ()
    problem: str | None = None
    edits: Edits = Edits()

    @property
    def hidden_size(self) -> int:
        """How many units the cell has."""
        return self.model.cell.hidden_size

    @property
    def layer(self) -> Any:
        """The trace of the cell that is shown; only where there is one."""
        assert self.trace is not None
        return self.trace.layers[0]

    @property
    def sizes(self) -> str:
        """T and H of this picture in one sentence."""
        if self.trace is None:
            return "There is no picture yet: this line counts its time steps and units."
        steps = _counted(len(self.parsed.tokens), "time step")
        return (
            f"This picture: T = {steps}, H = {_counted(self.hidden_size, 'unit')} in each gate and "
            f"state, and one cell, whose {self.model.layers[0].parameter_count:,} parameters are "
            "the same at every step."
        )


def make_run(settings: Settings) -> Run:
    """Let the chosen network read the chosen text; never raises, whatever was typed."""
    offered = cells_offered(settings.net)
    known = settings.cell in (*offered, *variants_offered(settings.net))
    cell = settings.cell if known else offered[0]
    example = network(settings.net, cell, settings.hidden, settings.seed)
    model = _with_candidate(example.model, settings.candidate)
    squashed = model is not example.model
    text = example.default if settings.text is None else settings.text
    parsed = parse(example, text)
    edits, unread = _edits(settings, model, len(parsed.tokens))
    badge = badge_of(example, altered=squashed, operated=edits != Edits())
    model = edits.apply(model)
    if parsed.inputs is None:
        return Run(example, model, parsed, None, badge, problem=parsed.problem, edits=edits)
    states, problem = _starting_states(settings, model)
    with np.errstate(all="ignore"):
        trace = model.forward(parsed.inputs, *states, overrides=edits.overrides)
    notes = tuple(note for note in (parsed.problem, problem, unread) if note)
    if not _finite(trace):
        return Run(example, model, parsed, None, badge, problem=TOO_LARGE, edits=edits)
    return Run(example, model, parsed, trace, badge, notes, edits=edits)


def _finite(trace: ModelTrace) -> bool:
    """Whether nothing in a run grew past what a computer can hold."""
    held = (values for values in vars(trace.layers[0]).values() if isinstance(values, np.ndarray))
    return all(np.isfinite(values).all() for values in (*held, trace.logits))


def _edits(settings: Settings, model: SequenceModel, steps: int) -> tuple[Edits, str | None]:
    """What was held and changed, and a sentence where not all of it can be."""
    try:
        wanted = read_edits(settings.edits)
    except MisspeltError as problem:
        return Edits(), f"{problem} The network is shown as it was."
    edits = wanted.fitting(model, steps)
    return edits, None if edits == wanted else _left_out(wanted, edits)


def _left_out(wanted: Edits, edits: Edits) -> str:
    """Which edits do not fit this network or text, by name."""
    names = [of_clamp(clamp) for clamp in wanted.clamps if clamp not in edits.clamps]
    names += [of_change(change) for change in wanted.changes if change not in edits.changes]
    more = f" and {len(names) - 1} more edits" if len(names) > 2 else " and 1 more edit"
    named = f"“{names[0]}”{more if len(names) > 1 else ''}" if names else "Part of an edit"
    return f"{named}: left out or cut, for this network or text does not have all of its places."


def picture(run: Run, layout: str) -> dict[str, Any] | None:
    """Payload of the cell player, or None when the run has a problem instead."""
    if run.trace is None:
        return None
    return player_payload(
        title=f"{SPOKEN.get(run.example.cell, run.example.cell)} cell, {run.example.title}",
        tokens=run.parsed.tokens,
        known=run.parsed.known,
        model=run.model,
        trace=run.trace,
        badge=run.badge,
        classes=run.example.classes,
        task=run.example.task,
        network=run.example.title,
        about=run.example.blurb,
        layout=layout,
        targets=targets_of(run),
        notes=run.notes,
    )


def pair(settings: Settings) -> tuple[Settings, Settings]:
    """An RNN and an LSTM that learnt the same task and read the same text.

    Where the chosen network has no RNN beside it, the review networks stand in.
    """
    if "RNN" not in cells_offered(settings.net):
        settings = Settings()
    plain = replace(settings, start="zero", candidate="tanh", edits="")
    if make_run(plain).trace is None:
        plain = replace(plain, text=None)
    return replace(plain, cell="RNN"), replace(plain, cell="LSTM")


def targets_of(run: Run) -> list[float] | None:
    """The true number after every step, where there is one."""
    if run.example.task == "count":
        return [float(depth) for depth in depths(run.parsed.tokens)]
    if run.example.task == "echo" and run.parsed.inputs is not None:
        values: list[float] = run.parsed.inputs[:, 0, 0].tolist()
        late = min(run.example.delay, len(values))
        return [0.0] * late + values[: len(values) - late]
    return None


def badge_of(example: Example, *, altered: bool, operated: bool = False) -> str:
    """Where the numbers come from, and what the learner changed about it."""
    done = ["candidate switched to ReLU"] if altered else []
    done += ["operated on"] if operated else []
    change = f", then {' and '.join(done)} by you" if done else ""
    if example.provenance == "random":
        return f"random, seed {example.facts['seed']}{change}"
    if example.provenance == "hand-set":
        return f"hand-set{change}"
    if done:
        return f"trained{change}"
    measured = {"count": "of held-out depths right", "echo": "of held-out variance explained"}
    share = measured_percent(float(example.facts["accuracy"]))
    return f"trained · {share} {measured.get(example.task, 'held-out accuracy')}"


def measured_percent(share: float) -> str:
    """What was measured, in percent: never rounded up, so that nothing is claimed that was not."""
    tenths = int(share * 1000 + 1e-9)
    return f"{tenths // 10}%" if tenths % 10 == 0 or tenths < 990 else f"{tenths / 10:.1f}%"


def percent(share: float) -> str:
    """A share as the players round it; what is not quite 0 or 1 never reads as if it were."""
    if 0.99 <= share < 1.0:
        return measured_percent(share)
    if 0.0 < share < 0.005:
        return "less than 1%"
    return f"{int(share * 100 + 0.5 + 1e-9)}%"


def random_run(*, steps: int, units: int) -> dict[str, Any]:
    """Payload of a random LSTM of that size, as the benchmark weighs it."""
    text = " ".join("what time is it now".split()[step % 5] for step in range(steps))
    run = make_run(Settings(net=RANDOM, hidden=units, text=text))
    payload = picture(run, "cell")
    assert payload is not None
    return payload


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _with_candidate(model: SequenceModel, candidate: str) -> SequenceModel:
    first, *others = model.layers
    if not isinstance(first, LSTM) or first.candidate == candidate or candidate != "relu":
        return model
    return replace(model, layers=(replace(first, candidate="relu"), *others))


def _starting_states(
    settings: Settings, model: SequenceModel
) -> tuple[tuple[Floats | None, ...], str | None]:
    """States h0 and, for an LSTM, c0; both zero with one sentence when they cannot be read."""
    names = ("h0", "c0") if isinstance(model.layers[0], WithCellState) else ("h0",)
    size = model.cell.hidden_size
    if settings.start == "random":
        rng = np.random.default_rng(settings.seed)
        return tuple(random_state(rng, size) for _ in names), None
    if settings.start != "typed":
        return (), None
    states: list[Floats | None] = []
    for name in names:
        example = starting_numbers(name, size)
        typed = getattr(settings, name)
        state, problem = typed_state(example if typed is None else typed, size, example)
        if problem:
            return (), f"The starting states stay zero. {problem}"
        states.append(state)
    return tuple(states), None


def gates_of(run: Run) -> dict[str, Floats]:
    """Values ``(T, H)`` of the gates of a run, by letter; the candidate is no gate."""
    if run.trace is None:
        return {}
    layer = run.trace.layers[0]
    return {name: getattr(layer, name)[:, 0] for name in "fiorz" if hasattr(layer, name)}
