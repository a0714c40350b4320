"""Who writes: a network of the training, or of a file, with the characters that it knows."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np

from lstm_core.text.characters import CharacterText
from lstm_core.vocabulary import Vocabulary
from lstm_ui.text.problem import NATS, TextProblem, TextSettings
from lstm_ui.training.history import State, badge_of
from lstm_ui.training.networks import Learning, Network
from lstm_ui.training.problem import judged


@dataclass(frozen=True)
class Author:
    """A network with all that it takes to let it write.

    Attributes
    ----------
    settings : TextSettings
        How it was trained.
    state : State
        The network.
    learning : Learning
        The same with the number of its updates, which the text decides.
    text : CharacterText
        Its characters; no more than these where the text is not at hand.
    problem : TextProblem or None
        Its text, by which it is judged; None where that is not at hand.
    """

    settings: TextSettings
    state: State
    learning: Learning
    text: CharacterText
    problem: TextProblem | None

    @property
    def key(self) -> Hashable:
        """All that decides what it writes and what its units track."""
        of = None if self.problem is None else self.problem.key
        return of, self.state.mark, self.text.vocabulary.tokens

    @property
    def badge(self) -> str:
        """Where its numbers come from."""
        return badge_of(self.state, self.learning)

    @property
    def name(self) -> str:
        """Its cell and how many units it has."""
        return name_of(self.settings.network)

    def bits(self) -> float | None:
        """Bits per character on the held-out part; None where there is no text to judge it by."""
        if self.problem is None:
            return None
        return judged(self.problem, self.state.model).loss / NATS


def name_of(network: Network) -> str:
    """The cell of a network and how many units it has."""
    return f"{network.cell}, H = {network.hidden}"


def trained(settings: TextSettings, problem: TextProblem, state: State) -> Author:
    """The author that a training here has come to."""
    return Author(settings, state, problem.learning, problem.text, problem)


def returned(
    settings: TextSettings,
    state: State,
    learning: Learning,
    tokens: tuple[str, ...],
    at_hand: TextProblem | None,
) -> Author:
    """The author of a file; the text at hand is its own only where its characters are the same."""
    if at_hand is not None and at_hand.text.vocabulary.tokens == tokens:
        return Author(settings, state, learning, at_hand.text, at_hand)
    nothing = CharacterText(np.zeros(0, dtype=np.int64), Vocabulary(tokens), 0)
    return Author(settings, state, learning, nothing, None)
