"""What is laid side by side: the parts of two cells that do the same job, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Side:
    """One cell's part in a row: what is drawn, and how it came about.

    Attributes
    ----------
    series : str
        The vector whose bars are drawn.
    label : str
        Its symbol.
    symbol : str
        Whose colour it has.
    equation, numbers : str
        How it came about; names in braces are series, at the chosen step and unit.
    hollow : bool
        Whether it is only the rest of a gate, which is drawn as an outline.
    ends : tuple of str
        What a gate does at 0 and at 1; empty for what has a sign.
    """

    series: str
    label: str
    symbol: str
    equation: str
    numbers: str
    hollow: bool = False
    ends: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """Two parts that do the same job."""

    id: str
    job: str
    left: Side
    right: Side
    says: str


KEEP, WRITE = ("erase", "keep"), ("block", "let in")
_Z_KEEPS, _Z_RENEWS = ("renew", "keep"), ("keep", "renew")
_R = Side("r", "r_t", "r", "r_t = σ ( a_r )", "{r} = σ ( {a_r} )", ends=("ignore", "use"))
_Z = Side("z", "z_t", "z", "z_t = σ ( a_z )", "{z} = σ ( {a_z} )", ends=_Z_KEEPS)
_N = Side("n", "n_t", "n", "n_t = tanh ( a_n )", "{n} = tanh ( {a_n} )")
_H = Side("h", "h_t", "h", "h_t = z_t ⊙ h_{t−1} + ( 1 − z_t ) ⊙ n_t", "{h} = {kept} + {written}")

LSTM_AND_GRU = (
    Row(
        "keep",
        "keep the old",
        Side("f", "f_t", "f", "f_t ⊙ c_{t−1}", "{f} × {c_prev} = {kept}", ends=KEEP),
        Side("z", "z_t", "z", "z_t ⊙ h_{t−1}", "{z} × {h_prev} = {kept}", ends=_Z_KEEPS),
        "f and z do the same job: they say how much of the old stays.",
    ),
    Row(
        "write",
        "let in the new",
        Side("i", "i_t", "i", "i_t ⊙ g_t", "{i} × {g} = {written}", ends=WRITE),
        Side(
            "rest",
            "1 − z_t",
            "z",
            "( 1 − z_t ) ⊙ n_t",
            "{rest} × {n} = {written}",
            hollow=True,
            ends=WRITE,
        ),
        "The LSTM learns a gate of its own for this. The GRU lets in what z does not keep, so its "
        "two shares always add up to 1.",
    ),
    Row(
        "candidate",
        "what is offered",
        Side("g", "g_t", "g", "g_t = tanh ( a_g )", "{g} = tanh ( {a_g} )"),
        _N,
        "Both are a tanh layer of the input and the past. They are offered; the row above says "
        "how much is taken.",
    ),
    Row(
        "memory",
        "carry on",
        Side("c", "c_t", "c", "c_t = f_t ⊙ c_{t−1} + i_t ⊙ g_t", "{c} = {kept} + {written}"),
        _H,
        "Both are a sum, so both have a straight road through time. c can grow past 1. h is a "
        "mean of old and new, so it never does.",
    ),
    Row(
        "gate",
        "open the view",
        Side("o", "o_t", "o", "o_t ⊙ tanh ( c_t )", "{o} × {tanh_c} = {h}", ends=("hide", "show")),
        Side(
            "r",
            "r_t",
            "r",
            "r_t ⊙ ( W_{hn} h_{t−1} + b_{hn} )",
            "{r} × {hn} = {reset_part}",
            ends=("ignore", "use"),
        ),
        "Not the same place: o hides c from everyone, also from the gates of the next step. r "
        "hides the past from the new state n alone.",
    ),
    Row(
        "seen",
        "what others see",
        Side("h", "h_t", "h", "h_t = o_t ⊙ tanh ( c_t )", "{h} = {o} × {tanh_c}"),
        Side("h", "h_t", "h", "h_t", "{h}"),
        "The LSTM shows a filtered copy of its memory. The GRU has one state: what it carries is "
        "what everyone sees.",
    ),
)

CONVENTIONS = (
    Row(
        "z",
        "update gate",
        _Z,
        replace(_Z, ends=_Z_RENEWS),
        "The rows of z have the other sign, so a becomes −a, and σ(−a) = 1 − σ(a).",
    ),
    Row(
        "kept",
        "stays of the old",
        Side("kept", "z_t ⊙ h_{t−1}", "h", "z_t ⊙ h_{t−1}", "{z} × {h_prev} = {kept}"),
        Side(
            "kept",
            "(1 − z_t) ⊙ h_{t−1}",
            "h",
            "( 1 − z_t ) ⊙ h_{t−1}",
            "{rest} × {h_prev} = {kept}",
        ),
        "What multiplies the old state has another name and the same number.",
    ),
    Row(
        "written",
        "comes in new",
        Side("written", "(1 − z_t) ⊙ n_t", "n", "( 1 − z_t ) ⊙ n_t", "{rest} × {n} = {written}"),
        Side("written", "z_t ⊙ n_t", "n", "z_t ⊙ n_t", "{z} × {n} = {written}"),
        "What multiplies the new state has another name and the same number.",
    ),
    Row(
        "h",
        "hidden state",
        _H,
        replace(_H, equation="h_t = ( 1 − z_t ) ⊙ h_{t−1} + z_t ⊙ n_t"),
        "The same sum in another order, so h is the same at every step.",
    ),
)

ORDERS = (
    Row(
        "r",
        "reset gate",
        _R,
        _R,
        "The same weights read h of the step before. As soon as that differs, so does r.",
    ),
    Row(
        "past",
        "heard of the past",
        Side(
            "past",
            "r_t ⊙ (W_{hn} h_{t−1} + b_{hn})",
            "h",
            "r_t ⊙ ( W_{hn} h_{t−1} + b_{hn} )",
            "{r} × {hn} = {past}",
        ),
        Side(
            "past",
            "W_{hn} (r_t ⊙ h_{t−1}) + b_{hn}",
            "h",
            "W_{hn} ( r_t ⊙ h_{t−1} ) + b_{hn}",
            "{past}",
        ),
        "Here they part. After: a unit’s own r turns down all that it hears. Before: each "
        "speaker is turned down by its own r, whoever listens.",
    ),
    Row(
        "n",
        "new state",
        _N,
        _N,
        "The input’s part is the same; the past’s part is not.",
    ),
    Row(
        "z",
        "update gate",
        _Z,
        _Z,
        "z reads the whole h of the step before: r has no say in it.",
    ),
    Row(
        "h",
        "hidden state",
        _H,
        _H,
        "What differs in n differs in h, and from there on in every gate.",
    ),
)
