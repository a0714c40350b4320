"""What a verdict on a forecast says, in a sentence made of its own numbers."""

from __future__ import annotations

from lstm_core.forecast import Outcome, ResidualFacts, Verdict
from lstm_ui.gradients.numbers import counted, significant

BASELINES = {
    "persistence": "“it stays as it is”",
    "season": "“as a season ago”",
    "mean": "“as on average”",
    "drift": "“it goes on as it did”",
}
"""What each baseline says, by its key."""


def of_verdict(verdict: Verdict, unit: str, step: str = "step") -> str:
    """Who foretells better, by how much, and whether chance could do that too."""
    said = BASELINES.get(verdict.baseline, verdict.baseline)
    own, other = (_in_unit(error, unit) for error in (verdict.network_rmse, verdict.baseline_rmse))
    errors = f"its typical error is **{own}**, that of {said} **{other}**"
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
