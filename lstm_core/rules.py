"""By which rule each number of a cell is made, as its equations have it."""

from __future__ import annotations

from typing import NamedTuple

BEFORE, WITHOUT = "−1", "1−"
"""What marks an operand that is a state of the step before, or 1 minus a gate."""


class Rule(NamedTuple):
    """How a number is made: an operation on operands of the same unit."""

    operation: str
    operands: tuple[str, ...]
    equation: str


_GATE = "{0}_t = σ ( a_{0} )"
_WEIGHED = "a_{0} = W_{{x{0}}} x_t + W_{{h{0}}} h_{{t−1}} + b_{0}"


def _gates(*gates: str) -> dict[str, Rule]:
    return {gate: Rule("sigmoid", (f"a_{gate}",), _GATE.format(gate)) for gate in gates}


def _weighed(*gates: str) -> dict[str, Rule]:
    return {f"a_{gate}": Rule("weighed", ("x", "h−1"), _WEIGHED.format(gate)) for gate in gates}


_LSTM = {
    **_gates("f"),
    "kept": Rule("product", ("f", "c−1"), "f_t ⊙ c_{t−1}"),
    **_gates("i"),
    "g": Rule("candidate", ("a_g",), "g_t = {squash} ( a_g )"),
    "written": Rule("product", ("i", "g"), "i_t ⊙ g_t"),
    "c": Rule("sum", ("kept", "written"), "c_t = f_t ⊙ c_{t−1} + i_t ⊙ g_t"),
    **_gates("o"),
    "tanh_c": Rule("tanh", ("c",), "tanh ( c_t )"),
    "h": Rule("product", ("o", "tanh_c"), "h_t = o_t ⊙ tanh ( c_t )"),
    **_weighed("f", "i", "g", "o"),
}
_GRU = {
    **_gates("r"),
    "hn": Rule("weighed", ("h−1",), "W_{hn} h_{t−1} + b_{hn}"),
    "reset_part": Rule("product", ("r", "hn"), "r_t ⊙ ( W_{hn} h_{t−1} + b_{hn} )"),
    "n": Rule("tanh", ("a_n",), "n_t = tanh ( a_n )"),
    **_gates("z"),
    "kept": Rule("product", ("z", "h−1"), "z_t ⊙ h_{t−1}"),
    "written": Rule("product", ("1−z", "n"), "( 1 − z_t ) ⊙ n_t"),
    "h": Rule("sum", ("written", "kept"), "h_t = ( 1 − z_t ) ⊙ n_t + z_t ⊙ h_{t−1}"),
    **_weighed("r", "z"),
    "a_n": Rule(
        "weighed",
        ("x", "reset_part"),
        "a_n = W_{xn} x_t + b_n + r_t ⊙ ( W_{hn} h_{t−1} + b_{hn} )",
    ),
}
_RNN = {
    "a": Rule("weighed", ("x", "h−1"), "a_t = W_x x_t + W_h h_{t−1} + b"),
    "h": Rule("candidate", ("a",), "h_t = {squash} ( a_t )"),
}
RULES = {"LSTM": _LSTM, "GRU": _GRU, "RNN": _RNN}
"""Of every kind of cell, in the order in which a step computes; the pre-activations last."""
