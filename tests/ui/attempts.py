"""What learners try on each challenge: what solves it, and what nearly does."""

from __future__ import annotations

from dataclasses import replace

from lstm_ui.challenges.tasks import CHALLENGES
from lstm_ui.settings import Settings

RELU = "relu"
"""Written among the edits: the candidate switched."""
EACH_BF = "bf_1_{0}__bf_2_{0}__bf_3_{0}"

SOLUTIONS = [
    ("silence", "o_all_all_0"),
    ("silence", "o_all_1_0__o_all_2_0"),
    ("silence", "o_1-15_all_0"),
    ("keep", "f_all_1_1"),
    ("keep", "f_all_all_1"),
    ("keep", "f_1-13_all_1"),
    ("ratchet", RELU),
    ("half-life", "bf_1_2.63"),
    ("half-life", "bf_1_2.5"),
    ("half-life", "bf_1_2.78"),
    ("erase", "xf_1.3_-12"),
    ("erase", "xf_1.3_-20"),
    ("erase", "xf_1.3_-1000"),
    ("count", "bi_1_-6__bf_1_8"),
    ("count", "bi_1_-5__bf_1_7"),
    ("count", "bi_1_-8__bf_1_100"),
    ("copy", "br_1_-8__bz_1_-8"),
    ("copy", "br_1_-5__bz_1_-5"),
    ("copy", "r_all_all_0__z_all_all_0"),
    ("copy", "r_all_all_0__bz_1_-20"),
    ("replace", "xf_1.2_-20__xf_1.3_-20"),
    ("replace", "xf_1.2_-12__xf_1.3_-100"),
    ("ask", "bo_1_-6__xo_1.4_12"),
    ("ask", "bo_1_-3__xo_1.4_6"),
    ("ask", "bo_1_-20__xo_1.4_40"),
    ("remember", "bi_1_-6__bf_1_8__bo_1_6"),
    ("remember", "bi_1_-5.5__bf_1_6__bo_1_2"),
    ("remember", "bi_1_-8__bf_1_50__bo_1_50"),
    ("flip", "i_4_all_0"),
    ("flip", "g_4_all_0"),
    ("flip", "i_4_1.2.3_0"),
    ("gradient", "f_all_all_1"),
    ("gradient", EACH_BF.format(4)),
    ("gradient", EACH_BF.format(20)),
    ("carriers", "o_all_2.3_0"),
    ("carriers", "o_all_2_0__o_all_3_0"),
    ("ignore", "hi_1.2_-20"),
    ("ignore", "hi_1.2_-15"),
    ("ignore", "hi_1.2_-1000"),
]
ONE_EACH = dict(reversed(SOLUTIONS))
"""The first solution of each challenge."""

NEAR_MISSES = [
    # the gates in front of c silence h too, and lose c
    ("silence", "i_all_all_0", "h was silent, but c was lost"),
    ("silence", "g_all_all_0", "h was silent, but c was lost"),
    ("silence", "o_all_1_0", "h of unit 2"),
    ("silence", "o_all_all_0.1", "h was not silent"),
    ("silence", "o_all_all_0__f_all_all_1", "2 gates are held where 1 is enough"),
    ("silence", "o_3_all_0", "at every step"),
    ("silence", "hy_1.1_0", "the readout is not among the tools"),
    # forgetting is 0, and a little below 1 is not 1
    ("keep", "f_all_1_0", "unit 1 did not hold"),
    ("keep", "f_all_1_0.9", "unit 1 did not hold"),
    ("keep", "f_all_2_1", "unit 1 did not hold"),
    ("keep", "i_all_all_1", "unit 1 did not hold"),
    ("keep", "f_all_1_1__i_all_all_1__g_all_all_1", "3 gates are held where 1 is enough"),
    ("keep", "xf_1.3_0", "not among the tools"),
    ("ratchet", "", "c was not the number of A's"),
    ("ratchet", "xg_1.2_0", "Changing a weight on x of the candidate g is not among the tools"),
    ("ratchet", f"{RELU}__i_all_all_1", "Holding gate i is not among the tools"),
    ("half-life", "bf_1_2.3", "less than half was left"),
    ("half-life", "bf_1_-2.63", "less than half was left"),
    ("half-life", "bf_1_3", "more than half was left"),
    ("half-life", "f_all_all_0.933", "Holding gate f is not among the tools"),
    ("half-life", "xf_1.2_2.63", "Changing a weight on x of gate f"),
    # the wrong letter, the wrong direction, too little
    ("erase", "xf_1.3_20", "after “A"),
    ("erase", "xf_1.4_-20", "c did not follow"),
    ("erase", "xf_1.3_-8", "c did not follow"),
    ("erase", "xf_1.3_-20__xf_1.4_-20", "c did not follow"),
    ("erase", "xi_1.3_-20", "a weight on x of gate i"),
    ("count", "bi_1_-6", "the count was wrong"),
    ("count", "bf_1_8", "the count was wrong"),
    ("count", "bi_1_-6__bf_1_-8", "the count was wrong"),
    ("count", "bi_1_-12__bf_1_8", "the count was wrong"),
    ("count", "bi_1_-3__bf_1_8", "the count was wrong"),
    ("count", "bi_1_-6__f_all_all_1", "Holding gate f"),
    # z = 1 keeps, here; and the second way is r
    ("copy", "bz_1_-8", "the answer was no copy"),
    ("copy", "br_1_-8", "the answer was no copy"),
    ("copy", "bz_1_8__br_1_-8", "the answer was no copy"),
    ("copy", "n_all_all_0.5", "Holding the candidate n"),
    ("copy", "xn_1.1_1", "a weight on x of the candidate n"),
    ("copy", "bz_1_-3__br_1_-3", "the answer was no copy"),
    ("replace", "xf_1.2_-20", "the latest letter alone"),
    ("replace", "xf_1.2_20__xf_1.3_20", "the latest letter alone"),
    ("replace", "xf_1.2_-20__xf_1.3_-20__xf_1.4_-20", "the latest letter alone"),
    ("replace", "bf_1_-8", "a bias of gate f is not among the tools"),
    ("replace", "f_all_all_0", "Holding gate f"),
    ("ask", "bo_1_-6", "h did not show the store"),
    ("ask", "xo_1.4_12", "h was not silent"),
    ("ask", "bo_1_-6__xo_1.2_12", "h was not silent"),
    ("ask", "bo_1_6__xo_1.4_-12", "h was not silent"),
    ("ask", "o_5_all_1", "Holding gate o"),
    ("remember", "bf_1_8__bo_1_6", "noise got in"),
    ("remember", "bi_1_-6__bo_1_6", "the unit had forgotten"),
    ("remember", "bi_1_-6__bf_1_3__bo_1_6", "the unit had forgotten"),
    ("remember", "bi_1_-6__bf_1_8__bo_1_-6", "h did not show what c knew"),
    ("remember", "bi_1_-20__bf_1_8__bo_1_6", "the first letter was hardly written"),
    ("remember", "bi_1_6__bf_1_8__bo_1_6", "noise got in"),
    ("remember", "bi_1_-6__f_all_all_1__bo_1_6", "Holding gate f"),
    # what only wipes the sentence out leaves "not bad" positive
    ("flip", "", "Hold one gate at exactly one step"),
    ("flip", "f_6_all_0", "“not” before blame"),
    ("flip", "i_4_all_1", "stays negative"),
    ("flip", "i_5_all_0", "stays negative"),
    ("flip", "i_4-5_all_0", "exactly one step"),
    ("flip", "i_all_all_0", "exactly one step"),
    ("flip", "i_4_all_0__g_4_all_0", "Hold one gate"),
    ("flip", "i_4_1_0", "before blame"),
    ("flip", "g_5_all_1", "hidden ones with “not” before blame none does, and"),
    ("flip", "bi_1_-9", "a bias of gate i is not among the tools"),
    ("gradient", "f_all_all_0.9", "On none of"),
    ("gradient", "f_all_all_0", "On none of 100 hidden sequences the gradient"),
    ("gradient", "f_all_1_1", "On none of"),
    ("gradient", EACH_BF.format(2), "On none of"),
    ("gradient", EACH_BF.format(3), "On only"),
    ("gradient", "i_all_all_1", "Holding gate i"),
    ("gradient", "f_1-5_all_1", "at every step"),
    ("gradient", "hf_1.1_3", "a weight on h of gate f"),
    ("carriers", "o_all_1.2_0", "still right on"),
    ("carriers", "", "at every step; none is."),
    ("carriers", "o_all_3_0", "at every step; 1 is."),
    ("carriers", "o_all_all_0", "at every step; 4 are."),
    ("carriers", "o_all_1.2.3_0", "Exactly two units"),
    ("carriers", "o_all_2.3_0.5", "held at 0"),
    ("carriers", "o_5_2.3_0", "at every step"),
    ("carriers", "i_all_2.3_0", "Holding gate i"),
    ("ignore", "hi_1.2_20", "c of unit 1 was wrong"),
    ("ignore", "hi_2.1_-20", "c of unit 1 was wrong"),
    ("ignore", "hi_1.2_-5", "c of unit 1 was wrong"),
    ("ignore", "hf_1.2_-60", "c of unit 1 was wrong"),
    ("ignore", "hg_1.2_-60", "c of unit 1 was wrong"),
    ("ignore", "hi_1.2_-20__hf_1.1_1", "2 numbers were changed where 1 is enough"),
    ("ignore", "xi_1.4_-20", "a weight on x of gate i"),
]


def tried(key: str, done: str) -> Settings:
    """The opening of a challenge with something done to it."""
    pieces = [piece for piece in done.split("__") if piece]
    edits = "__".join(piece for piece in pieces if piece != RELU)
    candidate = RELU if RELU in pieces else "tanh"
    return replace(CHALLENGES[key].opening, edits=edits, candidate=candidate)
