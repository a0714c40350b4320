"""A model survives being written down."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest

from lstm_core.encoding import Embedding, OneHot, Values
from lstm_core.gru import GRU
from lstm_core.lstm import LSTM
from lstm_core.model import SequenceModel
from lstm_core.readout import Readout
from lstm_core.rnn import RNN
from lstm_core.snapshot import from_arrays, to_arrays

rng = np.random.default_rng(0)
MODELS = [
    SequenceModel(OneHot(3), (LSTM.init(rng, 3, 4),), Readout.init(rng, 4, 2, "every")),
    SequenceModel(
        Embedding.init(rng, 5, 3),
        (RNN.init(rng, 3, 4, activation="relu"), GRU.init(rng, 4, 2)),
        Readout.init(rng, 2, 2),
    ),
    SequenceModel(Values(2), (LSTM.init(rng, 2, 1, candidate="relu"),), Readout.init(rng, 1, 1)),
]


@pytest.mark.parametrize("model", MODELS)
def test_a_model_comes_back_from_a_file_without_pickle(model: SequenceModel) -> None:
    file = io.BytesIO()
    np.savez(file, **to_arrays(model))
    file.seek(0)
    with np.load(file, allow_pickle=False) as arrays:
        restored = from_arrays(arrays)
    assert restored.parameters.keys() == model.parameters.keys()
    for name, array in model.parameters.items():
        np.testing.assert_array_equal(restored.parameters[name], array)
    assert restored.readout.at == model.readout.at
    assert list(map(type, restored.layers)) == list(map(type, model.layers))


def test_settings_of_a_cell_come_back_too() -> None:
    restored = from_arrays(to_arrays(MODELS[1])).layers[0]
    assert isinstance(restored, RNN) and restored.activation == "relu"
    lstm = from_arrays(to_arrays(MODELS[2])).layers[0]
    assert isinstance(lstm, LSTM) and lstm.candidate == "relu"


def test_what_is_no_model_is_refused_in_words() -> None:
    arrays = to_arrays(MODELS[0])
    with pytest.raises(ValueError, match=r"'readout.bias' is missing"):
        from_arrays({name: a for name, a in arrays.items() if name != "readout.bias"})
    with pytest.raises(ValueError, match="encoder is a 'Zebra'"):
        from_arrays(arrays | {"encoder.kind": np.array("Zebra")})
    with pytest.raises(ValueError, match="'layers' is missing"):
        from_arrays({})


def test_snapshots_keep_the_parameters_under_their_own_names() -> None:
    model = replace(MODELS[0])
    assert set(model.parameters) <= set(to_arrays(model))
