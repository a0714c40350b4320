"""How the readers of gaps and names are judged: overall, and where it is hard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from lstm_core.bidirectional import Bidirectional
from lstm_core.layers import last_hidden
from lstm_core.losses import accuracy
from lstm_core.model import SequenceModel
from lstm_core.tasks import gaps, names

JUDGE_SEED = 2024
"""Seed of the held-out draws, the same for every network."""
EACH_KIND = 1500


def judge_gaps(model: SequenceModel) -> dict[str, Any]:
    """Measure by kind of gap: asked at the gap, with nothing after it, and when all is read."""
    rng = np.random.default_rng(JUDGE_SEED)
    sentences = {
        kind: [gaps.sample_gapped(rng, held_out=True, kind=kind) for _ in range(EACH_KIND)]
        for kind in gaps.KINDS
    }
    whole = {kind: _right_at_gap(model, some) for kind, some in sentences.items()}
    cut = {
        kind: _right_at_gap(model, [gaps.cut_at_gap(each) for each in some])
        for kind, some in sentences.items()
    }
    facts = {
        "metric": "share of held-out gaps that are filled right",
        "accuracy": round(float(np.mean(list(whole.values()))), 4),
        "accuracy_by_kind": whole,
        "accuracy_without_what_follows": cut,
    }
    if not isinstance(model.layers[0], Bidirectional):
        late = {kind: _right_when_read(model, some) for kind, some in sentences.items()}
        facts["accuracy_when_all_is_read"] = late
    return facts


def _right_at_gap(model: SequenceModel, sentences: Sequence[gaps.Gapped]) -> float:
    batch = gaps.batch_of(sentences)
    logits = model.forward(batch.inputs, lengths=batch.lengths).logits
    return round(accuracy(logits, batch.targets, batch.weights) or 0.0, 4)


def _right_when_read(model: SequenceModel, sentences: Sequence[gaps.Gapped]) -> float:
    """Ask at the last word that the network reads: of one that reads backwards, the first."""
    batch = gaps.batch_of(sentences)
    trace = model.forward(batch.inputs, lengths=batch.lengths)
    h = last_hidden(trace.layers[0], batch.lengths)
    logits = model.readout.forward(h[None])[0]
    return round(float((logits.argmax(1) == batch.targets[0]).mean()), 4)


def judge_names(model: SequenceModel) -> dict[str, Any]:
    """Measure by tag, and on names that can be two things."""
    rng = np.random.default_rng(JUDGE_SEED)
    seen = [names.sample_tagged(rng, held_out=True) for _ in range(2000)]
    shown = names.batch_of(seen)
    batch = names.batch_of([names.hidden(rng, each, 0.25, 0.0) for each in seen])
    right = {"known": _right(model, shown), "hidden": _right(model, batch)}
    two = np.isin(shown.inputs, names.VOCABULARY.encode(names.TWO_MEANINGS))
    judged = shown.weights > 0
    unknown = judged & (batch.inputs != shown.inputs)
    return {
        "metric": "share of held-out words whose tag is right",
        "accuracy": _share(right["known"][judged]),
        "accuracy_by_tag": {
            tag: _share(right["known"][judged & (shown.targets == k)])
            for k, tag in enumerate(names.CLASSES)
        },
        "accuracy_of_two_meanings": _share(right["known"][judged & two]),
        "accuracy_of_unknown_names": _share(right["hidden"][unknown]),
    }


def _right(model: SequenceModel, batch: Any) -> Any:
    logits = model.forward(batch.inputs, lengths=batch.lengths).logits
    return logits.argmax(axis=2) == batch.targets


def _share(right: Any) -> float:
    return round(float(np.mean(right)), 4)


JUDGES: dict[str, Callable[[SequenceModel], dict[str, Any]]] = {
    "gaps": judge_gaps,
    "names": judge_names,
}
