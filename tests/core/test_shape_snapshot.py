"""An encoder-decoder and a plain layer survive being written down."""

from __future__ import annotations

import numpy as np
import pytest

from lstm_core import PlainLayer, parts_to_arrays, plain_from_arrays, seq2seq_from_arrays
from tests.core.pairs import CELLS, build, random_pairs


@pytest.mark.parametrize("attends", [True, False])
@pytest.mark.parametrize("kind", CELLS)
def test_an_encoder_decoder_comes_back_as_it_was(kind: str, attends: bool) -> None:
    model = build(kind, attends=attends)
    restored = seq2seq_from_arrays(parts_to_arrays(model))
    before, after = model.forward(random_pairs()), restored.forward(random_pairs())
    np.testing.assert_array_equal(after.logits, before.logits)
    assert (restored.attention is None) == (not attends)


def test_a_plain_layer_comes_back_as_it_was() -> None:
    layer = PlainLayer(np.array([[1.0, -2.0]]), np.array([0.5]))
    restored = plain_from_arrays(parts_to_arrays(layer))
    np.testing.assert_array_equal(restored.weight, layer.weight)
    np.testing.assert_array_equal(restored.bias, layer.bias)


def test_a_missing_array_is_named() -> None:
    arrays = parts_to_arrays(build())
    del arrays["decoder.bias"]
    with pytest.raises(ValueError, match="decoder.bias"):
        seq2seq_from_arrays(arrays)
    with pytest.raises(ValueError, match="layer.weight"):
        plain_from_arrays({})
