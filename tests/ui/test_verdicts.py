"""A verdict counts what is wrong, shows the worst case and can always be read."""

from __future__ import annotations

import numpy as np

from lstm_ui.challenges.verdict import TOO_LARGE, Measured, Verdict, judge, quote, written


def test_the_worst_case_of_the_first_value_that_is_wrong_is_shown() -> None:
    wanted = np.zeros((3, 2))
    right = Measured("c", wanted + 0.01, wanted, 0.1, "c was wrong")
    got = np.array([[0.0, 0.2], [0.0, 0.9], [0.0, 0.3]])
    wrong = Measured("h", got, wanted, 0.1, "h was wrong")
    verdict = judge(["abc", "def"], [right, wrong], "all was well")
    assert verdict == Verdict(
        False,
        "On 1 of 2 hidden sequences h was wrong: after “de” h was 0.90 where 0.00 was wanted.",
    )
    assert judge(["abc", "def"], [right], "all was well") == Verdict(
        True, "On all 2 hidden sequences all was well."
    )


def test_only_what_is_asked_for_is_judged_and_no_number_past_a_float_is_right() -> None:
    wanted = np.zeros((1, 2))
    asked = np.array([[True, False]])
    got = np.array([[0.0, 5.0]])
    assert judge(["a", "b"], [Measured("c", got, wanted, 0.1, "no", asked)], "yes").solved
    broken = Measured("c", np.array([[0.0, np.nan]]), wanted, 0.1, "no", asked)
    assert judge(["a", "b"], [broken], "yes") == Verdict(False, TOO_LARGE)


def test_numbers_are_written_so_that_they_can_be_told_apart() -> None:
    assert written(-0.001, 1.0) == ("0.00", "1.00")
    assert written(-0.5, 0.0) == ("−0.50", "0.00")
    assert written(0.0004, 0.0) == ("0.0004", "0.0000")


def test_a_long_sequence_is_quoted_without_its_middle() -> None:
    assert quote("AB.") == "“AB.”"
    assert quote("A" * 15 + "b" * 16) == "“AAAAAAAAAA … bbbbbbbbbb” (31 steps)"
    assert quote(["0.5", "−1"]) == "“0.5, −1”"
