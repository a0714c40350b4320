"""Dropout silences what leaves a layer, in training alone; its gradient is exact."""

from __future__ import annotations

import numpy as np
import pytest

from lstm_core.batch import judged_at_end
from lstm_core.bidirectional import Bidirectional
from lstm_core.dropout import Dropout
from lstm_core.encoding import OneHot
from lstm_core.gru import GRU
from lstm_core.losses import softmax_cross_entropy
from lstm_core.lstm import LSTM
from lstm_core.model import SequenceModel
from lstm_core.optimisers import SGD, Adam
from lstm_core.readout import Readout
from lstm_core.tasks.first_symbol import first_symbol_batch
from lstm_core.training import DivergedError, train

T, B, D, H, K = 4, 2, 5, 3, 4
SHAPES = [(T, B, H), (T, B, 2 * H)]


def stacked(seed: int = 0) -> SequenceModel:
    rng = np.random.default_rng(seed)
    both = Bidirectional(LSTM.init(rng, H, H), LSTM.init(rng, H, H))
    readout = Readout.init(rng, 2 * H, K, "every")
    return SequenceModel(OneHot(D), (GRU.init(rng, D, H), both), readout)


def inputs() -> np.ndarray:
    return np.random.default_rng(3).integers(D, size=(T, B))


def test_a_mask_silences_its_share_and_scales_up_the_rest() -> None:
    (mask,) = Dropout(0.25).masks(1, [(40, 50, 60)])
    assert set(np.unique(mask)) == {0.0, 1 / 0.75}
    assert (mask == 0).mean() == pytest.approx(0.25, abs=0.005)
    assert mask.mean() == pytest.approx(1.0, abs=0.01)


def test_each_update_and_each_seed_has_masks_of_its_own_and_the_same_at_every_run() -> None:
    drawn = [Dropout(0.5, seed).masks(update, SHAPES) for seed, update in ((1, 1), (1, 2), (2, 1))]
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert not np.array_equal(drawn[one][0], drawn[other][0])
    for ours, again in zip(drawn[0], Dropout(0.5, 1).masks(1, SHAPES), strict=True):
        np.testing.assert_array_equal(ours, again)


@pytest.mark.parametrize("rate", [-0.1, 1.0, float("nan")])
def test_what_is_no_share_is_refused(rate: float) -> None:
    with pytest.raises(ValueError, match="from 0 to below 1"):
        Dropout(rate)


def test_masks_of_ones_change_nothing() -> None:
    model, ones = stacked(), tuple(np.ones(shape) for shape in SHAPES)
    plain, masked = model.forward(inputs()), model.forward(inputs(), masks=ones)
    np.testing.assert_array_equal(plain.logits, masked.logits)


def test_a_layer_never_silences_what_it_hands_on_to_itself() -> None:
    model = stacked()
    masks = Dropout(0.9).masks(1, SHAPES)
    plain, masked = model.forward(inputs()), model.forward(inputs(), masks=masks)
    np.testing.assert_array_equal(plain.layers[0].h, masked.layers[0].h)
    assert not np.array_equal(plain.layers[1].h, masked.layers[1].h)


def test_every_layer_needs_a_mask() -> None:
    with pytest.raises(ValueError, match="a mask for each of 2 layers; got 1"):
        stacked().forward(inputs(), masks=(np.ones(SHAPES[0]),))


def test_gradients_under_dropout_are_those_of_finite_differences() -> None:
    model, masks = stacked(), Dropout(0.4, 5).masks(1, SHAPES)
    targets = np.random.default_rng(4).integers(K, size=(T, B))

    def loss(model: SequenceModel) -> float:
        logits = model.forward(inputs(), masks=masks).logits
        return softmax_cross_entropy(logits, targets).value

    trace = model.forward(inputs(), masks=masks)
    d_logits = softmax_cross_entropy(trace.logits, targets).d_logits
    gradients = model.backward(trace, d_logits).parameters
    for name, array in model.parameters.items():
        place = np.unravel_index(int(np.abs(gradients[f"d_{name}"]).argmax()), array.shape)
        nudge = np.zeros_like(array)
        nudge[place] = 1e-6
        up, down = (model.with_parameters({name: array + s * nudge}) for s in (1, -1))
        measured = (loss(up) - loss(down)) / 2e-6
        assert gradients[f"d_{name}"][place] == pytest.approx(measured, rel=1e-6), name


def small() -> SequenceModel:
    rng = np.random.default_rng(0)
    return SequenceModel(OneHot(5), (LSTM.init(rng, 5, 4),), Readout.init(rng, 4, 4))


def test_a_training_taken_up_again_silences_what_the_whole_one_would_have() -> None:
    rng = np.random.default_rng(1)
    batches = [first_symbol_batch(rng, 8, length=5) for _ in range(6)]
    options = {"dropout": Dropout(0.5, 9)}
    whole = list(train(small(), batches, Adam(0.03), softmax_cross_entropy, **options))
    half = whole[2]
    later = train(
        half.model, batches[3:], half.optimiser, softmax_cross_entropy, first=4, **options
    )
    assert [(e.update, e.loss) for e in later] == [(e.update, e.loss) for e in whole[3:]]
    plain = list(train(small(), batches, Adam(0.03), softmax_cross_entropy))
    assert plain[0].loss != whole[0].loss


def test_a_window_of_one_step_learns_nothing_from_steps_before_the_loss() -> None:
    batch = judged_at_end([np.array([1, 2, 3])], [0])
    model = small()
    trace = model.forward(batch.inputs)
    judged = softmax_cross_entropy(trace.logits, batch.targets, batch.weights)
    cut, whole = (model.backward(trace, judged.d_logits, window=window) for window in (1, None))
    assert (cut.cell.d_h[:2] == 0).all()
    assert (whole.cell.d_h != 0).all()
    event = next(train(model, [batch], SGD(1.0), softmax_cross_entropy, window=1))
    moved = event.model.parameters["layers.0.bias"] - model.parameters["layers.0.bias"]
    np.testing.assert_allclose(moved, -cut.parameters["d_layers.0.bias"], atol=1e-15)


def test_what_reads_backwards_cannot_be_cut_into_windows() -> None:
    model = stacked()
    trace = model.forward(inputs())
    with pytest.raises(ValueError, match="only what reads forwards"):
        model.backward(trace, np.ones_like(trace.logits), window=2)


def test_a_training_that_explodes_says_at_which_update() -> None:
    model = small()
    wild = model.with_parameters({"readout.weight": model.parameters["readout.weight"] * 1e307})
    batch = first_symbol_batch(np.random.default_rng(1), 8, length=5)
    with pytest.raises(DivergedError, match="at update 7 the numbers grew past"):
        list(train(wild, [batch] * 3, SGD(1e6), softmax_cross_entropy, first=7))
