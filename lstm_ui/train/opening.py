"""What the training page can be set to, and what it opens with."""

from __future__ import annotations

from lstm_ui.setting import Setting
from lstm_ui.train.contrasts import CONTRASTS, NOTHING, RATES, UNITS
from lstm_ui.train.tasks import TITLES
from lstm_ui.training.networks import CELLS, OPTIMISERS

TRAINING = (
    Setting("task", "first_symbol", options=tuple(TITLES)),
    Setting("grade", 0, low=0, high=5000),
    Setting("learner", CELLS[0], options=CELLS),
    Setting("size", "16", options=UNITS),
    Setting("layers", "1", options=("1", "2", "3")),
    Setting("eta", "0.005", options=RATES),
    Setting("optimiser", OPTIMISERS[0], options=OPTIMISERS),
    Setting("together", "32", options=("1", "8", "16", "32", "64", "128")),
    Setting("cap", "1", options=("none", "0.1", "1", "10")),
    Setting("bias", "5", options=("-2", "0", "1", "2", "3", "5")),
    Setting("dropout", "0", options=("0", "0.1", "0.3", "0.5")),
    Setting("reach", "all", options=("all", "5", "10", "20", "50")),
    Setting("updates", "1500", options=("200", "500", "1000", "1500", "3000", "6000")),
    Setting("beside", "RNN", options=tuple(CONTRASTS)),
    Setting("third", NOTHING, options=tuple(CONTRASTS)),
    Setting("probe", 1, low=1, high=256),
)
"""Which runs stand side by side, and what is shown of them."""
OF_TRAIN = (*(setting.name for setting in TRAINING), "seed")
