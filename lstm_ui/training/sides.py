"""Which of a learner's own sequences training never sees."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence

from lstm_core.tasks.split import HELD_OUT_SHARE, is_held_out
from lstm_ui.uploads import UnreadableError

Steps = tuple[str | float, ...]


def sides(sequences: Sequence[Steps], labels: Sequence[int]) -> tuple[bool, ...]:
    """Whether each sequence is held out, decided by the sequence itself.

    Equal sequences are on the same side, whatever their order or number. Few rows may leave one
    side empty, or a label without any row to learn from: then the sequences are gone through in
    an order that depends on them alone, until an eighth is held out and every label keeps one.

    Raises
    ------
    UnreadableError
        When no label has two different sequences, so that one could be spared.
    """
    held_out = tuple(map(is_held_out, sequences))
    learnt = {label for label, held in zip(labels, held_out, strict=True) if not held}
    if any(held_out) and learnt == set(labels):
        return held_out
    spared = _spared(sequences, labels)
    if not spared:
        raise UnreadableError(
            "All rows of a label hold the same sequence: add other sequences, so that some can "
            "be kept for the test."
        )
    return tuple(steps in spared for steps in sequences)


def _spared(sequences: Sequence[Steps], labels: Sequence[int]) -> set[Steps]:
    """About an eighth of the different sequences, and never the last one of a label."""
    left, owners = defaultdict(set), defaultdict(set)
    for steps, label in zip(sequences, labels, strict=True):
        left[label].add(steps)
        owners[steps].add(label)
    spared: set[Steps] = set()
    for steps in sorted(owners, key=_mark):
        if len(spared) >= max(1, round(len(owners) * HELD_OUT_SHARE)):
            break
        if all(len(left[label]) > 1 for label in owners[steps]):
            spared.add(steps)
            for label in owners[steps]:
                left[label].remove(steps)
    return spared


def _mark(steps: Steps) -> bytes:
    return hashlib.blake2b("\x1f".join(map(str, steps)).encode("utf-8", "replace")).digest()
