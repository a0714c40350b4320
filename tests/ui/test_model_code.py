"""The code of a network in PyTorch and in Keras gives the engine's numbers, whatever its file."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lstm_core import GRU, LSTM, RNN, Bidirectional, OneHot, Readout, SequenceModel, Values
from lstm_core.backwards import Reversed
from lstm_core.layers import Layer, output_size
from lstm_core.variants.peephole import PeepholeLSTM
from lstm_ui.training.code import NoCodeError
from lstm_ui.training.networks import CELLS, Network
from tests.fixtures.coded import (
    CODES,
    NETWORKS,
    code_of,
    engine,
    inputs_of,
    keras_here,
    ran,
    stored,
)
from tests.test_architecture import ROOT

STORED = stored()
CLOSE, ROUNDED = {"rtol": 0, "atol": 1e-10}, {"rtol": 1e-5, "atol": 1e-5}
both_frameworks = pytest.mark.parametrize("framework", CODES)
all_networks = pytest.mark.parametrize("name", NETWORKS)


@both_frameworks
@all_networks
def test_the_code_that_was_run_gave_the_engines_numbers(framework: str, name: str) -> None:
    model, logits = NETWORKS[name], STORED[framework][name]["logits"]
    np.testing.assert_allclose(engine(model, inputs_of(model)), logits, **CLOSE)


@both_frameworks
@all_networks
def test_the_code_that_is_written_is_the_code_that_was_run(framework: str, name: str) -> None:
    assert code_of(framework, name).splitlines() == STORED[framework][name]["code"]


def assert_agrees(framework: str, name: str, folder: Path, close: dict[str, float]) -> None:
    model = NETWORKS[name]
    logits, of_example, read = ran(framework, name, folder)
    np.testing.assert_allclose(logits, engine(model, inputs_of(model)), **close)
    np.testing.assert_allclose(of_example, engine(model, read), **close)


@all_networks
def test_pytorch_agrees_today(name: str, tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="PyTorch is installed for fixtures and benchmarks only")
    assert_agrees("PyTorch", name, tmp_path, CLOSE)


@all_networks
def test_keras_agrees_today(name: str, tmp_path: Path) -> None:
    if find_spec("keras") is None:
        pytest.skip("Keras is installed for fixtures only")
    exact = keras_here().backend.backend() == "tensorflow"
    assert_agrees("Keras", name, tmp_path, CLOSE if exact else ROUNDED)


def test_nothing_in_the_stored_networks_is_zero_that_could_hide_a_mistake() -> None:
    for model in NETWORKS.values():
        for array in model.parameters.values():
            assert np.abs(array).min() > 0
    assert {type(layer).__name__ for m in NETWORKS.values() for layer in m.layers} == {
        "RNN", "LSTM", "GRU", "Bidirectional",
    }  # fmt: skip


@pytest.mark.parametrize("word", ["0.5", "in training only"])
@both_frameworks
def test_dropout_stands_in_the_code_of_who_was_trained_with_it(framework: str, word: str) -> None:
    assert word in code_of(framework, "LSTM both ways")
    assert "ropout" not in code_of(framework, "GRU both ways")


@pytest.mark.parametrize("rate", [1.0, -0.1, float("nan"), float("inf")])
@both_frameworks
def test_dropout_that_is_no_share_is_refused(framework: str, rate: float) -> None:
    with pytest.raises(ValueError, match="dropout must be"):
        CODES[framework](NETWORKS["GRU"], dropout=rate)


rng = np.random.default_rng(0)
ENDS: tuple[Literal["end", "every"], ...] = ("end", "every")


def of_every_kind() -> dict[str, str]:
    """The code of all that can be trained here, at sizes that make lines as long as they get."""
    codes = {f"{f} {name}": code_of(f, name) for f in CODES for name in NETWORKS}
    for cell in CELLS:
        for layers in (1, 3):
            for encoder in (OneHot(1024), Values(1024)):
                for at in ENDS:
                    model = Network(cell, 128, layers).start(rng, encoder, 1024, at)
                    for f, write in CODES.items():
                        codes[f"{f} {cell} {layers} {encoder} {at}"] = write(model, dropout=0.3)
    return codes


def test_the_code_of_all_that_can_be_trained_here_is_as_tidy_as_our_own(tmp_path: Path) -> None:
    for n, code in enumerate(of_every_kind().values()):
        (tmp_path / f"script_{n}.py").write_text(code, encoding="utf-8")
    config = ["--config", str(ROOT / "pyproject.toml"), "--no-cache"]
    for what in (["check", "--ignore", "D"], ["format", "--check"]):
        ruff = [sys.executable, "-m", "ruff", *what, *config, str(tmp_path)]
        done = subprocess.run(ruff, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


def read_by(code: str) -> str:
    """The file that a script reads, which is the only text in it that is not ours."""
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    (file,) = (call.args[0] for call in calls if ast.unparse(call.func) == "np.load")
    name: str = ast.literal_eval(file)
    return name


@given(st.text(st.characters(), max_size=30))
@example('"); import os; os.remove("model.npz')
@example("'); print('")
@example("\"\"\"\n'''\\")
@example("{place} {0} %s")
@example("\ud800 \u202e \u2028 \r\n \0 שלום.npz")
def test_whatever_the_file_is_called_the_code_reads_that_and_is_otherwise_the_same(
    name: str,
) -> None:
    for write in CODES.values():
        code, usual = write(NETWORKS["GRU"], name), write(NETWORKS["GRU"])
        code.encode()
        assert read_by(code) == name
        differing = [a for a, b in zip(code.split("\n"), usual.split("\n"), strict=True) if a != b]
        assert len(differing) <= 1


def model_of(layer: Layer) -> SequenceModel:
    return SequenceModel(Values(2), (layer,), Readout.init(rng, output_size(layer), 1))


WITHOUT = {
    "PeepholeLSTM": PeepholeLSTM.init(rng, 2, 3),
    "LSTM with ReLU": LSTM.init(rng, 2, 3, candidate="relu"),
    "Reversed": Reversed(LSTM.init(rng, 2, 3)),
    "pair of different cells": Bidirectional(LSTM.init(rng, 2, 3), GRU.init(rng, 2, 3)),
    "pair of different cells ": Bidirectional(
        RNN.init(rng, 2, 3), RNN.init(rng, 2, 3, activation="relu")
    ),
}


@both_frameworks
@pytest.mark.parametrize("name", WITHOUT)
def test_a_layer_that_a_framework_does_not_have_is_told_in_one_sentence(
    framework: str, name: str
) -> None:
    with pytest.raises(NoCodeError) as found:
        CODES[framework](model_of(WITHOUT[name]))
    assert str(found.value) == (
        f"{framework} has no layer like this network's {name.strip()}: there is code for an LSTM, "
        "a GRU and an RNN, one way or both ways."
    )
