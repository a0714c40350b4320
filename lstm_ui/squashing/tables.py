"""The tables behind the pictures of the page; every number in them is the engine's."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lstm_ui.squashing import again, curves
from lstm_ui.squashing.swaps import SWAPS, Swapped, answers, cell


def curve_table() -> pd.DataFrame:
    """Value and slope of each function at every quarter of x."""
    return pd.DataFrame(curves.curve_rows())


def output_table() -> pd.DataFrame:
    """Numbers of a readout, through sigmoid and through softmax."""
    return pd.DataFrame(curves.output_rows())


def again_table() -> pd.DataFrame:
    """One row for each factor, start and step: values and slopes without tanh and with it."""
    rows = [
        {
            "factor": factor,
            "start": start,
            "step": n,
            "alone": both.plain.values[n],
            "through tanh": both.squashed.values[n],
            "slope of the chain alone": both.plain.chain[n],
            "slope of the chain through tanh": both.squashed.chain[n],
        }
        for factor in again.FACTORS
        for start in again.STARTS
        for both in [again.pair(factor, start)]
        for n in range(again.STEPS + 1)
    ]
    return pd.DataFrame(rows)


def swap_table(swapped: Swapped) -> pd.DataFrame:
    """One row for each swap, step and unit: gates, states and answer beside the network's own."""
    runs = {"none": swapped.usual} | {SWAPS[key].title: run for key, run in swapped.runs.items()}
    T, H = cell(swapped.usual).h[:, 0].shape
    parts = []
    for title, run in runs.items():
        layer = cell(run)
        answer = answers(swapped.example, run)[:, swapped.followed]
        parts.append(
            pd.DataFrame(
                {
                    "swap": title,
                    "step": np.repeat(np.arange(1, T + 1), H),
                    "token": np.repeat(np.array(swapped.tokens, dtype=object), H),
                    "unit": np.tile(np.arange(1, H + 1), T),
                }
                | {name: getattr(layer, name)[:, 0].ravel() for name in "figoch"}
                | {f"answer: {swapped.example.classes[swapped.followed]}": np.repeat(answer, H)}
            )
        )
    return pd.concat(parts, ignore_index=True)
