"""A network is loaded from its example, or drawn from a seed."""

from __future__ import annotations

import numpy as np
import pytest

from lstm_core.tasks import intents
from lstm_core.vocabulary import split_words
from lstm_ui.examples import EXAMPLES, cells_of
from lstm_ui.sources import INPUT_SIZE, NETWORKS, RANDOM, cells_offered, network


def test_every_example_is_offered_and_the_random_network_last() -> None:
    assert list(NETWORKS) == [*EXAMPLES, RANDOM]
    for key in EXAMPLES:
        assert cells_offered(key) == cells_of(key)
        assert network(key).title == NETWORKS[key]
    assert cells_offered(RANDOM) == ("LSTM", "RNN", "GRU")


@pytest.mark.parametrize("cell", ["LSTM", "RNN", "GRU"])
def test_a_seed_draws_the_same_network_again(cell: str) -> None:
    network.cache_clear()
    first = network(RANDOM, cell, 5, 3).model.parameters
    network.cache_clear()
    again = network(RANDOM, cell, 5, 3).model.parameters
    other = network(RANDOM, cell, 5, 4).model.parameters
    for name, values in first.items():
        np.testing.assert_array_equal(values, again[name])
    weights = [name for name in first if name.endswith("weight_hh")]
    assert weights and all((first[name] != other[name]).all() for name in weights)


@pytest.mark.parametrize("hidden", [1, 16])
def test_a_random_network_reads_the_words_of_the_intents_and_knows_nothing(hidden: int) -> None:
    drawn = network(RANDOM, "LSTM", hidden, 0)
    assert drawn.model.layers[0].weight_ih.shape == (4 * hidden, INPUT_SIZE)
    assert (drawn.default, drawn.classes) == (intents.DEFAULT, intents.CLASSES)
    assert drawn.facts == {"seed": 0} and drawn.provenance == "random"
    for text in (drawn.default, *drawn.suggestions):
        assert all(map(drawn.vocabulary.knows, split_words(text)))
