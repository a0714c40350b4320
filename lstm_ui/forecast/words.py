"""What a verdict on a forecast says, in a sentence made of its own numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from lstm_core.forecast import Outcome, ResidualFacts, Scaling, Verdict
from lstm_ui.gradients.numbers import counted, significant

Floats = NDArray[np.float64]

BASELINES = {
    "persistence": "“it stays as it is”",
    "season": "“as a season ago”",
    "mean": "“as on average”",
    "drift": "“it goes on as it did”",
}
"""What each baseline says, by its key."""
CAME, NETWORK, STEPWISE = "came", "network", "stepwise"
NAMES = {
    CAME: "what came",
    NETWORK: "network",
    STEPWISE: "step by step",
    "persistence": "persistence",
    "season": "seasonal naive",
    "drift": "drift",
    "mean": "mean",
}
"""What each forecast is called in a chart or a table: by the standard names."""


def of_verdict(verdict: Verdict, unit: str, step: str = "step") -> str:
    """Who foretells better, by how much, and whether chance could do that too."""
    said = BASELINES.get(verdict.baseline, verdict.baseline)
    own, other = (_in_unit(error, unit) for error in (verdict.network_rmse, verdict.baseline_rmse))
    errors = f"the network’s typical error is **{own}**, that of {said} **{other}**"
    when = _when(verdict.ahead, step)
    if verdict.outcome is Outcome.NETWORK:
        saved = significant(100 * verdict.skill)
        return f"{when} the network foretells better: {errors}, so it saves {saved}%."
    if verdict.outcome is Outcome.BASELINE:
        return f"{when} {said} foretells better than the network: {errors}. Use that, not this."
    return (
        f"{when} there is no clear difference: {errors}. If neither were better, chance alone "
        f"would give a difference as large {_chance(verdict)}. The network has not shown that it "
        "is worth its trouble."
    )


def of_residuals(facts: ResidualFacts, unit: str) -> str:
    """What is left in the residuals one step ahead that could still be learnt."""
    lean = "low" if facts.mean > 0 else "high"
    size = _in_unit(abs(facts.mean), unit)
    first = f"On average the forecast is {size} too {lean}"
    lag1 = significant(facts.lag1)
    if abs(facts.lag1) <= facts.bound:
        return f"{first}; one error tells nothing of the next (autocorrelation {lag1})."
    kind = "the same" if facts.lag1 > 0 else "the other"
    return (
        f"{first}; an error is often followed by one in {kind} direction (autocorrelation {lag1})."
    )


def _in_unit(error: float, unit: str) -> str:
    return f"{significant(error, 3)} {unit}".strip()


def _when(ahead: int | None, step: str) -> str:
    if ahead is None:
        return "Over all steps ahead"
    return f"{counted(ahead).replace('step', step).capitalize()} ahead"


def _chance(verdict: Verdict) -> str:
    if verdict.p >= 0.995:
        return "nearly always"
    return f"{significant(100 * verdict.p)}% of the time"


def of_baselines(
    errors: Mapping[str, Floats], unit: str, step: str, ahead: int, *, trains: bool = False
) -> str:
    """How far off each baseline is, before a network is trained or while it ``trains``."""
    told = [
        f"{NAMES[name]}, {BASELINES[name]}, is off by **{_in_unit(float(rmse[ahead - 1]), unit)}**"
        for name, rmse in errors.items()
    ]
    best = min(errors, key=lambda name: float(errors[name][ahead - 1]))
    then = (
        "Whether the network can do better shows when it is trained."
        if trains
        else "Train the network to see whether it can do better."
    )
    return (
        f"{_when(ahead, step)}, on the test part: {'; '.join(told)}. Typical errors, without "
        f"learning anything. So the number to beat is that of {BASELINES[best]}. {then}"
    )


def of_split(parts: Sequence[int], windows: Sequence[int], step: str) -> str:
    """What each part is for, and how many forecasts it holds."""
    learnt, chosen, judged = parts
    return (
        f"**Training**: {learnt} {step}s, {windows[0]} forecasts to learn from. **Validation**: "
        f"the next {chosen}, {windows[1]} forecasts that say which moment of the training to "
        f"keep. **Test**: the last {judged}, {windows[2]} forecasts, judged at the end."
    )


def of_ways(direct: float, stepwise: float, unit: str, step: str, ahead: int) -> str:
    """Which of the two ways to look many steps ahead errs less."""
    if ahead == 1:
        return f"One {step} ahead both ways are the same: set K higher to see them part."
    errors = (
        f"{_when(ahead, step)} the typical error is **{_in_unit(direct, unit)}** for all at once, "
        f"and **{_in_unit(stepwise, unit)}** step by step"
    )
    if abs(direct - stepwise) < 0.01 * direct:
        return f"{errors}: no difference that matters here."
    better, why = (
        ("All at once", "step by step, the network reads its own errors as if they had come")
        if direct < stepwise
        else ("Step by step", "one answer is learnt better than many at once")
    )
    return f"{errors}. {better} is better here: {why}."


def of_moment(update: int, updates: int, scrubbed: bool) -> str:
    """Which moment of the training the network below is from."""
    if scrubbed:
        return (
            f"The network after update {update} of {updates}, where the slider of the training "
            "rests."
        )
    return (
        f"The network after update {update} of {updates}: of those that were kept, it erred least "
        "on the validation part."
    )


def of_scaling(scaling: Scaling, unit: str) -> str:
    """How the values become what the network reads, and its answers values again."""
    mean, deviation = significant(scaling.mean, 4), significant(scaling.deviation, 4)
    return (
        f"The file has what its numbers mean too. Each value is read as (value − {mean}) / "
        f"{deviation}. The first answer times {_in_unit(float(scaling.change[0]), unit)} is the "
        "change that it expects one step ahead; each further one has its own such number."
    )
