"""What a run beside another does otherwise, and what the runs are called then."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from lstm_ui.train.memory import MemoryProblem
from lstm_ui.training.networks import BOTH_WAYS, CELLS, Learning, Network

Change = Callable[[Network, Learning], tuple[Network, Learning]]

RATES = ("0.0001", "0.0002", "0.0005", "0.001", "0.002", "0.005", "0.01", "0.02", "0.05", "0.1",
         "0.2", "0.5", "1", "2", "5")  # fmt: skip
UNITS = ("4", "8", "16", "32", "64")
NOTHING = "nothing"


def _cell(name: str) -> Change:
    return lambda network, learning: (replace(network, cell=name), learning)


def _network(**fields: float) -> Change:
    return lambda network, learning: (replace(network, **fields), learning)  # type: ignore[arg-type]


def _bias(bias: float) -> Change:
    """Another bias of the gate that keeps; a plain RNN has no such gate."""

    def change(network: Network, learning: Learning) -> tuple[Network, Learning]:
        return network if network.cell == "RNN" else replace(network, forget_bias=bias), learning

    return change


def _learning(**fields: float | str) -> Change:
    return lambda network, learning: (network, replace(learning, **fields))  # type: ignore[arg-type]


def _rate(factor: float) -> Change:
    def change(network: Network, learning: Learning) -> tuple[Network, Learning]:
        rate = min(max(learning.rate * factor, float(RATES[0])), float(RATES[-1]))
        return network, replace(learning, rate=float(f"{rate:.3g}"))

    return change


def _units(factor: float) -> Change:
    def change(network: Network, learning: Learning) -> tuple[Network, Learning]:
        return replace(network, hidden=min(64, max(4, int(network.hidden * factor)))), learning

    return change


def _next_seed(network: Network, learning: Learning) -> tuple[Network, Learning]:
    return network, replace(learning, seed=learning.seed + 1)


CONTRASTS: dict[str, tuple[str, Change | None]] = {
    NOTHING: ("nothing", None),
    **{cell.replace(BOTH_WAYS, "both"): (cell, _cell(cell)) for cell in CELLS},
    "rate-up": ("10 times the learning rate", _rate(10.0)),
    "rate-down": ("a tenth of the learning rate", _rate(0.1)),
    "no-clip": ("no clipping", _learning(clip=0.0)),
    "clip": ("clipping at 1", _learning(clip=1.0)),
    "bias-0": ("forget bias 0", _bias(0.0)),
    "bias-1": ("forget bias 1", _bias(1.0)),
    "bias-5": ("forget bias 5", _bias(5.0)),
    "half": ("half the units", _units(0.5)),
    "double": ("twice the units", _units(2.0)),
    "layers-2": ("two layers", _network(layers=2)),
    "SGD": ("plain SGD", _learning(optimiser="SGD")),
    "Momentum": ("SGD with momentum", _learning(optimiser="Momentum")),
    "dropout": ("dropout 0.3", _learning(dropout=0.3)),
    "no-dropout": ("no dropout", _learning(dropout=0.0)),
    "window": ("a window of 5 steps", _learning(window=5)),
    "seed": ("the next seed", _next_seed),
}
"""Titles and what each does to network and learning, by key."""


def side_by_side(base: MemoryProblem, contrasts: Sequence[str]) -> tuple[MemoryProblem, ...]:
    """The run of the settings, and those that do one thing otherwise; equal ones once."""
    runs = [base]
    for name in contrasts:
        change = CONTRASTS[name][1]
        if change is not None:
            network, learning = change(base.network, base.learning)
            runs.append(replace(base, network=network, learning=learning))
    return tuple(dict.fromkeys(runs))


def names(runs: Sequence[MemoryProblem]) -> list[str]:
    """What each run is called beside the others: its cell, and in what else they differ."""
    found = [asdict(run.network) | asdict(run.learning) for run in runs]
    differ = [name for name in _SAID if len({one[name] for one in found}) > 1]
    return [", ".join([one["cell"], *_differences(one, differ)]) for one in found]


def _differences(one: Mapping[str, Any], differ: Sequence[str]) -> list[str]:
    """In what that run differs from the others; a GRU keeps by z, and a plain RNN by no gate."""
    said = {name: _SAID[name](one[name]) for name in differ}
    if one["cell"] == "GRU" and "forget_bias" in said:
        said["forget_bias"] = f"update gate bias {one['forget_bias']:g}"
    if one["cell"] == "RNN":
        said.pop("forget_bias", None)
    return list(said.values())


_SAID: dict[str, Callable[[float], str]] = {
    "hidden": lambda units: f"H = {units}",
    "layers": lambda layers: "1 layer" if layers == 1 else f"{layers} layers",
    "forget_bias": lambda bias: f"forget bias {bias:g}",
    "rate": lambda rate: f"rate {rate:g}",
    "optimiser": str,
    "clip": lambda limit: f"clip {limit:g}" if limit else "no clipping",
    "dropout": lambda share: f"dropout {share:g}" if share else "no dropout",
    "window": lambda steps: f"window {steps}" if steps else "no window",
    "seed": lambda seed: f"seed {seed}",
}
