"""The table behind the picture of two readers; every number in it is the engine's."""

from __future__ import annotations

import pandas as pd

from lstm_core.tasks.gaps import CLASSES
from lstm_ui.bidirectional.payload import TITLES
from lstm_ui.bidirectional.readers import DIRECTIONS, read
from lstm_ui.bidirectional.sentences import Gapped


def share_table(sentence: Gapped) -> pd.DataFrame:
    """One row for each word: what each reader would say there for the gap."""
    reading = read(sentence, "there")
    return pd.DataFrame(
        {"word": word, "is the gap": t == sentence.at}
        | {
            f"{TITLES[name]}: {answer}": float(reading.shares[name][t, k])
            for name in DIRECTIONS
            for k, answer in enumerate(CLASSES)
        }
        for t, word in enumerate(sentence.words)
    )
