"""What can be chosen on the page of forecasts, and what each series opens with."""

from __future__ import annotations

from dataclasses import dataclass

from lstm_core.forecast import fewest_values
from lstm_ui.setting import Setting
from lstm_ui.training.networks import Learning, Network

OWN = "own"
CHARTS = {
    "temperatures": "Daily high in Seattle",
    "stock-goog": "Alphabet share, weekly close",
    "stock-aapl": "Apple share, weekly close",
    "stock-amzn": "Amazon share, weekly close",
    "stock-fb": "Facebook share, weekly close",
    "stock-nflx": "Netflix share, weekly close",
    "stock-msft": "Microsoft share, weekly close",
    OWN: "Your own CSV",
}
"""Titles of the series, by key."""
SHIPPED = ("temperatures", "stock-goog", "stock-msft")
"""Those that the page opens or a button of it: what they open with is trained already."""
BACKS = (2, 3, 4, 6, 7, 8, 10, 12, 14, 21, 24, 28, 42, 56)
AHEADS = (1, 2, 3, 4, 5, 6, 7, 10, 12, 14, 24)
TOLD, NOT_TOLD = "told", "not told"
"""Whether a network is told the season."""
READERS = ("LSTM", "GRU", "RNN")
"""Cells that forecast; one that also reads from the end would be no worse, but never sees more."""
NETWORK = Network("LSTM", 8, 1, 1.0)
LEARNING = Learning(rate=0.01, updates=600, decay=0.5)
_OF_SHARES = (8, 4)
_OPENINGS = ((14, 7), _OF_SHARES, (4, 2), (2, 1))


def is_share(chart: str) -> bool:
    """Whether that is the price of a share: it has no season to be told."""
    return chart.startswith("stock")


def opening_sizes(chart: str, length: int) -> tuple[int, int]:
    """How many values a forecast of that series first reads and foretells."""
    if is_share(chart):
        return _OF_SHARES
    fitting = [sizes for sizes in _OPENINGS if fewest_values(*sizes) <= length]
    return fitting[0] if fitting else _OPENINGS[-1]


@dataclass(frozen=True)
class ForecastSettings:
    """Everything that decides what is foretold of which series, but for a learner's own file."""

    chart: str = "temperatures"
    column: int = 1
    """Which column of the learner's own file, from 1."""
    cycle: int = 0
    """Length of its season in steps; 0 is what its dates tell, 1 is none."""
    back: int = 0
    """How many values a forecast reads; 0 is where the series opens, as with ``ahead``."""
    ahead: int = 0
    calendar: bool = True
    network: Network = NETWORK
    learning: Learning = LEARNING


ASKED = (
    Setting("chart", "temperatures", options=tuple(CHARTS)),
    Setting("column", 1, low=1, high=50),
    Setting("cycle", 0, low=0, high=2000),
    Setting("back", 0, low=0, high=BACKS[-1]),
    Setting("ahead", 0, low=0, high=AHEADS[-1]),
    Setting("calendar", TOLD, options=(TOLD, NOT_TOLD)),
    Setting("reader", READERS[0], options=READERS),
    Setting("breadth", "8", options=("2", "4", "8", "16", "32")),
    Setting("floors", "1", options=("1", "2")),
    Setting("pace", "0.01", options=("0.001", "0.003", "0.01", "0.03", "0.1")),
    Setting("rounds", "600", options=("100", "300", "600", "1200", "3000")),
    Setting("leash", "1", options=("none", "0.1", "1", "10")),
    Setting("drop", "0", options=("0", "0.1", "0.3", "0.5")),
    Setting("shrink", "0.5", options=("0", "0.1", "0.5", "1")),
)
"""What is foretold of which series, and by what."""
FORECASTING = (
    *ASKED,
    Setting("lead", 1, low=1, high=AHEADS[-1]),
    Setting("since", 1, low=1, high=5000),
    Setting("until", 0, low=0, high=5000),
    Setting("asked_at", 1, low=1, high=5000),
)
"""The same, and what is shown of it."""
OF_NETWORK = (*(setting.name for setting in ASKED), "seed")
OF_FORECAST = (*(setting.name for setting in FORECASTING), "seed")
