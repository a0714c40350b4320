"""The conclusion is said plainly, also when the baseline wins."""

from __future__ import annotations

import pytest

from lstm_core.forecast import Outcome, ResidualFacts, Verdict
from lstm_ui.forecast.words import of_residuals, of_verdict


def verdict(outcome: Outcome, network: float, p: float, ahead: int | None = 7) -> Verdict:
    return Verdict(outcome, "persistence", ahead, network, 4.928, 1 - network / 4.928, p, 213)


def test_a_win_says_how_much_is_saved() -> None:
    assert of_verdict(verdict(Outcome.NETWORK, 3.7, 0.001), "°C", "day") == (
        "7 days ahead the network foretells better: the network’s typical error is **3.7 °C**, "
        "that of “it stays as it is” **4.93 °C**, so it saves 25%."
    )


def test_a_loss_says_what_to_use_instead() -> None:
    assert of_verdict(verdict(Outcome.BASELINE, 6.0, 0.01, ahead=1), "", "week") == (
        "1 week ahead “it stays as it is” foretells better than the network: the network’s typical "
        "error is **6**, that of “it stays as it is” **4.93**. Use that, not this."
    )


@pytest.mark.parametrize(("p", "chance"), [(0.234, "23% of the time"), (1.0, "nearly always")])
def test_no_clear_difference_says_how_often_chance_gives_it(p: float, chance: str) -> None:
    said = of_verdict(verdict(Outcome.UNCLEAR, 4.8, p, ahead=None), "°C")
    assert said.startswith("Over all steps ahead there is no clear difference")
    assert f"a difference as large {chance}." in said


def test_residuals_say_what_could_still_be_learnt() -> None:
    assert of_residuals(ResidualFacts(0.5, 2.0, 0.05, 0.13), "°C") == (
        "On average the forecast is 0.5 °C too low; one error tells nothing of the next "
        "(autocorrelation 0.05)."
    )
    assert of_residuals(ResidualFacts(-0.5, 2.0, 0.3, 0.13), "°C") == (
        "On average the forecast is 0.5 °C too high; an error is often followed by one in the same "
        "direction (autocorrelation 0.3)."
    )
    assert "in the other direction" in of_residuals(ResidualFacts(0.5, 2.0, -0.3, 0.13), "")
