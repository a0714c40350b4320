"""The cells of the page by their names on screen, and the run of each."""

from __future__ import annotations

from lstm_ui.settings import VARIANTS, GRUSettings, Settings

CLASSES = dict(
    zip(
        VARIANTS,
        ("GRU", "RenewingGRU", "ResetFirstGRU", "CoupledLSTM", "PeepholeLSTM"),
        strict=True,
    )
)
"""The engine's class of each name."""
TITLES = {
    "intents": "What do you want?",
    "reviews": "Review sentiment",
    "first_symbol": "Remember the first letter",
    "random": "Random networks",
}
LINEAGE = {
    "GRU": "The GRU as in PyTorch and Keras: z = 1 keeps, r acts after the weights.",
    "GRU z renews": "The same network with z written the other way, as in Chung et al. 2014.",
    "GRU reset first": "A GRU as in Cho et al. 2014: r acts before the weights read the past.",
    "coupled LSTM": "An LSTM with one gate for two jobs, i = 1 − f: the CIFG of Greff et al. 2017.",
    "peephole LSTM": "An LSTM whose gates also see c itself, as in Gers and Schmidhuber 2000.",
}
"""One sentence for each cell that can be walked."""


def walked(settings: GRUSettings) -> Settings:
    """What the cell player shows."""
    return of_cell(settings, CLASSES[settings.variant])


def of_cell(settings: GRUSettings, cell: str) -> Settings:
    """That cell, which learnt the same and reads the same."""
    return Settings(
        net=settings.learnt,
        cell=cell,
        text=settings.compared,
        hidden=settings.hidden,
        seed=settings.seed,
    )
