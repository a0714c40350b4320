"""Two cells on the same text: an LSTM and a GRU, or one GRU told in two ways."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.contributions import contributions
from lstm_core.gru import GRU
from lstm_core.model import ModelTrace, SequenceModel
from lstm_core.variants.renewing import with_z_renewing
from lstm_core.variants.reset_first import with_reset_first
from lstm_ui.gru.cells import of_cell
from lstm_ui.gru.rows import CONVENTIONS, LSTM_AND_GRU, ORDERS, Row
from lstm_ui.payloads import products
from lstm_ui.runs import TOO_LARGE, Run, make_run
from lstm_ui.settings import GRUSettings

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Twin:
    """One of two cells, and what it did with the text.

    Attributes
    ----------
    title, about, badge : str
        What it is, in a few words and in a sentence, and where its numbers come from.
    series : dict of str to ndarray
        ``(T, H)`` each.
    logits : ndarray
        ``(T, K)``.
    """

    title: str
    about: str
    badge: str
    series: dict[str, Floats]
    logits: Floats


@dataclass(frozen=True)
class Twins:
    """Two cells beside each other.

    Attributes
    ----------
    run : Run
        The run of which text, classes and task are taken.
    left, right : Twin
        The two of them.
    rows : tuple of Row
        What of the one corresponds to what of the other.
    """

    run: Run
    left: Twin
    right: Twin
    rows: tuple[Row, ...]

    @property
    def apart(self) -> Floats:
        """The largest difference between their h at each step: ``(T,)``."""
        difference: Floats = np.abs(self.left.series["h"] - self.right.series["h"]).max(axis=1)
        return difference


def lstm_and_gru(settings: GRUSettings) -> Twins | str:
    """An LSTM and a GRU that learnt the same task, or the sentence that says what to change."""
    lstm, gru = (make_run(of_cell(settings, cell)) for cell in ("LSTM", "GRU"))
    if lstm.trace is None or gru.trace is None:
        return lstm.problem or gru.problem or TOO_LARGE
    return Twins(
        gru,
        _twin("LSTM", "two states, c and h; four layers", lstm.badge, lstm.model, lstm.trace),
        _twin("GRU", "one state, h; three layers", gru.badge, gru.model, gru.trace),
        LSTM_AND_GRU,
    )


def conventions(settings: GRUSettings) -> Twins | str:
    """One GRU in both conventions of z, or a sentence."""
    told = {
        "z = 1 keeps": "Cho et al. 2014, PyTorch, Keras",
        "z = 1 renews": "Chung et al. 2014",
    }
    return _same_weights(settings, told, with_z_renewing, CONVENTIONS)


def orders(settings: GRUSettings) -> Twins | str:
    """The same weights with the reset gate after and before the product, or a sentence."""
    told = {
        "Reset after W": "PyTorch; Keras, unless told otherwise",
        "Reset before W": "Cho et al. 2014; Keras with reset_after=False",
    }
    return _same_weights(settings, told, with_reset_first, ORDERS)


def _same_weights(
    settings: GRUSettings, told: dict[str, str], turn: Any, rows: tuple[Row, ...]
) -> Twins | str:
    run = make_run(of_cell(settings, "GRU"))
    cell = run.model.layers[0]
    if run.trace is None or run.parsed.inputs is None or not isinstance(cell, GRU):
        return run.problem or TOO_LARGE
    other = replace(run.model, layers=(turn(cell),))
    with np.errstate(all="ignore"):
        trace = other.forward(run.parsed.inputs)
    if not np.isfinite(trace.logits).all():
        return TOO_LARGE
    (title, about), (other_title, other_about) = told.items()
    left = _twin(title, about, run.badge, run.model, run.trace)
    right = _twin(other_title, other_about, "the same weights", other, trace)
    past = {"past": right.series["from_h"] + cell.bias_hn} if rows is ORDERS else {}
    heard = {"past": left.series["reset_part"]} if rows is ORDERS else {}
    return Twins(
        run,
        replace(left, series=left.series | heard),
        replace(right, series=right.series | past),
        rows,
    )


def _twin(title: str, about: str, badge: str, model: SequenceModel, trace: ModelTrace) -> Twin:
    cell, run = model.layers[0], trace.layers[0]
    series = {
        name: array[:, 0]
        for name, array in vars(run).items()
        if isinstance(array, np.ndarray) and array.ndim == 3 and name != "xs"
    }
    series |= products(run)
    for name in ("h", "c"):
        if name in series:
            start = getattr(run, f"{name}0")[:1]
            series[f"{name}_prev"] = np.concatenate([start, series[name][:-1]])
    if "z" in series:
        series["rest"] = 1.0 - series["z"]
        series["from_h"] = contributions(cell, run)["n"].from_h
    return Twin(title, about, badge, series, trace.logits[:, 0])
