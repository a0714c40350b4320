"""What the samples and the writer receive.

The mirror of these fields on the other side are the typedefs on top of ``samples.mjs`` and
``writer.mjs`` in ``assets/player``.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.cells import state_names
from lstm_core.model import SequenceModel
from lstm_core.text.tracking import Tracking
from lstm_core.vocabulary import UNKNOWN
from lstm_ui.text.runs import shown
from lstm_ui.text.tracked import Tracked
from lstm_ui.text.writing import Written
from lstm_ui.theme import palette

VERSION = 1
LEVELS = 32_767
"""The largest state of a unit is this whole number."""
FAINT = 0.05
"""A range below it would show the rounding of a unit that does nothing."""


def writer_payload(
    text: Written,
    model: SequenceModel,
    vocabulary: Sequence[str],
    found: Tracked | None,
    *,
    title: str,
    badge: str,
    how: str,
) -> dict[str, Any]:
    """Everything the writer draws.

    Parameters
    ----------
    text : Written
        The text and what the network made of it.
    model : SequenceModel
        The network.
    vocabulary : sequence of str
        Its characters.
    found : Tracked or None
        What its units track; None where it is not known.
    title, badge : str
        Accessible name, and where the network comes from.
    how : str
        How the next character is drawn.
    """
    ranges = [max(FAINT, float(most)) for most in np.abs(text.states).max(axis=0)]
    rows = [] if found is None else [_tracked(*row) for row in found.rows]
    rows.sort(key=lambda row: row["score"] is None)
    return {
        "version": VERSION,
        "title": title,
        "badge": badge,
        "how": how,
        "palette": palette(),
        "text": text.characters,
        "given": text.given,
        "unknown": list(text.unknown),
        "symbol": "c" if "c" in state_names(model.cell) else "h",
        "layers": [int(layer.hidden_size) for layer in model.layers],
        "ranges": [float(f"{most:.4g}") for most in ranges],
        "states": _packed(text.states, np.array(ranges)),
        "chances": _rounded(text.chances),
        "drawn": _rounded(text.drawn),
        "names": [named(token) for token in vocabulary],
        "likely": text.likely.tolist(),
        "shares": np.round(text.shares, 4).tolist(),
        "unit": _telling(rows),
        "tracked": rows,
        "scored": "" if found is None else _scored(found),
    }


def samples_payload(
    samples: Sequence[tuple[int, float, str]], begin: str, opened: int | None, how: str
) -> dict[str, Any]:
    """What the list of samples draws.

    Parameters
    ----------
    samples : sequence of (int, float, str)
        After which update each was written, the held-out loss then in bits per character, and
        what was written.
    begin : str
        What all of them begin with.
    opened : int or None
        The update of the one that is open in the writer.
    how : str
        How the next character is drawn.
    """
    rows = [
        {"update": update, "bits": round(bits, 3), "text": text} for update, bits, text in samples
    ]
    return {
        "version": VERSION,
        "palette": palette(),
        "begin": begin,
        "how": how,
        "opened": opened,
        "samples": rows,
    }


def _packed(states: NDArray[np.float64], ranges: NDArray[np.float64]) -> str:
    """Unit by unit two bytes a character, the low one first, in base 64."""
    levels = np.round(states / ranges * LEVELS).astype("<i2").T
    return base64.b64encode(np.ascontiguousarray(levels).tobytes()).decode("ascii")


def _rounded(chances: NDArray[np.float64]) -> list[float | None]:
    """Shares with as many digits as count; None before anything was expected."""
    return [None if np.isnan(one) else float(f"{one:.3g}") for one in chances]


def named(token: str) -> str:
    """A character of a vocabulary as it stands alone on the screen."""
    return "�" if token == UNKNOWN else shown(token)


def _tracked(trained: Tracking, before: Tracking) -> dict[str, Any]:
    return {
        "name": trained.feature,
        "number": trained.is_number,
        "occurs": trained.occurs,
        "unit": trained.unit,
        "sign": trained.sign,
        "score": _score(trained),
        "before": _score(before),
        "reason": trained.reason,
    }


def _telling(rows: Sequence[dict[str, Any]]) -> int:
    """The unit that has learnt most: its score is furthest above that of an untrained one."""

    def gain(row: dict[str, Any]) -> float:
        scale = 1.0 if row["number"] else 2.0  # an area tells nothing at 0.5 already
        return scale * float(row["score"] - (row["before"] or 0.0))

    scored = [row for row in rows if row["score"] is not None]
    return max(scored, key=gain)["unit"] if scored else 0


def _score(tracking: Tracking) -> float | None:
    return None if tracking.score is None else round(tracking.score, 3)


def _scored(found: Tracked) -> str:
    return (
        f"On the last {found.read:,} characters of the text, of which training never saw "
        f"{found.unseen:,}: the unit is chosen in the first half of them and scored in the second."
    )
