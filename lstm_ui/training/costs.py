"""How long a training will take, before it is begun."""

from __future__ import annotations

from lstm_ui.training.networks import Learning, Network
from lstm_ui.training.trainer import LONGEST

STEP, NUMBER, PRODUCT = 6e-5, 2.5e-8, 5e-10
"""Seconds that one time step takes forwards and back, one of its gates' numbers, and one product
of a weight and a number: about what this engine takes on one core of a small machine."""


def seconds(network: Network, learning: Learning, steps: int, inputs: int, outputs: int) -> float:
    """Estimate the seconds of a training, from its sizes alone."""
    B, H = learning.batch, network.hidden
    both = 2 if network.reads_both_ways else 1
    rows = {"RNN": 1, "GRU": 3}.get(network.cell, 4) * H
    a_step = 0.0
    for layer in range(network.layers):
        D = H * both if layer else inputs
        a_step += both * (STEP + NUMBER * rows * B + PRODUCT * 3 * rows * (H + D) * B)
    a_step += PRODUCT * 3 * H * both * outputs * B
    return learning.updates * steps * a_step


def too_long(estimate: float) -> str | None:
    """One sentence where a run would take longer than it may; None where it would not."""
    if estimate <= LONGEST:
        return None
    minutes, most = round(estimate / 60), round(LONGEST / 60)
    return (
        f"This run would take about {minutes} minutes, and {most} are the most: choose fewer "
        "updates, fewer units or layers, a smaller batch or shorter sequences."
    )
