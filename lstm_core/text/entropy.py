"""How hard a text is to foretell, in bits per character, by those who only count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lstm_core.batch import Batch
from lstm_core.losses import softmax_cross_entropy
from lstm_core.model import SequenceModel

Floats = NDArray[np.float64]
Ids = NDArray[np.int64]


def bits(nats: float) -> float:
    r"""Turn a loss in nats into bits: :math:`L / \ln 2`.

    Examples
    --------
    >>> bits(np.log(8.0))
    3.0
    """
    return float(nats / np.log(2.0))


def unigram_entropy(ids: Ids) -> float:
    r"""Measure how uncertain a character is for who knows how frequent each one is.

    .. math:: H_1 = -\sum_b p(b) \log_2 p(b), \qquad p(b) = n_b / N

    Parameters
    ----------
    ids : ndarray of int
        ``(N,)``: a text, with at least one character.

    Returns
    -------
    float
        Bits per character of that text, by its own counts.

    Raises
    ------
    ValueError
        When there is no character.

    References
    ----------
    Shannon (1948). A mathematical theory of communication.

    Examples
    --------
    >>> unigram_entropy(np.array([1, 1, 2, 3]))
    1.5
    """
    _check_length(ids, 1)
    return _entropy(np.bincount(ids))


def bigram_entropy(ids: Ids) -> float:
    r"""Measure how uncertain a character is for who also sees the one before it.

    .. math:: H_2 = -\sum_{a,b} p(a, b) \log_2 p(b \mid a), \qquad
        p(a, b) = \frac{n_{ab}}{N - 1}, \qquad p(b \mid a) = \frac{n_{ab}}{\sum_b n_{ab}}

    In a short text most pairs occur once, which makes it look easier than its language is.

    Parameters
    ----------
    ids : ndarray of int
        ``(N,)``: a text, with at least two characters.

    Returns
    -------
    float
        Bits per character of that text, by its own counts: Shannon's F_2.

    Raises
    ------
    ValueError
        When there is no pair.

    References
    ----------
    Shannon (1951). Prediction and entropy of printed English.

    Examples
    --------
    >>> bigram_entropy(np.array([1, 2, 1, 2, 1]))
    0.0
    """
    _check_length(ids, 2)
    pairs = _pair_counts(ids, int(ids.max()) + 1)
    return _entropy(pairs.ravel()) - _entropy(pairs.sum(axis=1))


@dataclass(frozen=True)
class Counters:
    r"""What two readers who only count expect to come next.

    One knows how frequent each character is. Each is taken as seen once more than it was
    (Laplace), for what has not come yet may come:

    .. math:: p_1(b) = \frac{n_b + 1}{N + K}

    The other also sees the character a before it, and trusts its pairs the more, the fewer
    different characters have followed a (Witten and Bell):

    .. math:: p_2(b \mid a) = \frac{n_{ab} + t_a \, p_1(b)}{n_a + t_a}, \qquad
        n_a = \sum_b n_{ab}, \quad t_a = |\{b : n_{ab} > 0\}|

    After a character that was never followed by anything, it falls back on :math:`p_1`.

    Attributes
    ----------
    unigram : ndarray
        ``(K,)``: :math:`p_1`.
    bigram : ndarray
        ``(K, K)``: :math:`p_2`, one row for each a.

    References
    ----------
    Witten, Bell (1991). The zero-frequency problem: estimating the probabilities of novel events
    in adaptive text compression. Chen, Goodman (1998). An empirical study of smoothing techniques
    for language modeling.
    """

    unigram: Floats
    bigram: Floats

    @classmethod
    def of(cls, training: Ids, kinds: int) -> Counters:
        """Count a text ``(N,)`` of K kinds of characters, numbered from 0.

        Raises
        ------
        ValueError
            When there is no pair.
        """
        _check_length(training, 2)
        unigram = (np.bincount(training, minlength=kinds) + 1.0) / (len(training) + kinds)
        pairs = _pair_counts(training, kinds)
        seen, followers = pairs.sum(axis=1), (pairs > 0).sum(axis=1)
        weight = np.where(seen, followers, 1.0)[:, None]
        bigram = (pairs + weight * unigram) / (seen[:, None] + weight)
        return cls(unigram, bigram)

    def bits_per_character(self, judged: Iterable[Batch]) -> tuple[float, float]:
        r"""Ask both for the same characters that a model is judged on.

        .. math:: -\frac{1}{M} \sum_m \log_2 p_1(b_m), \qquad
            -\frac{1}{M} \sum_m \log_2 p_2(b_m \mid a_m)

        Parameters
        ----------
        judged : iterable of Batch
            Held-out sequences; every step whose weight is not 0 is asked for.

        Returns
        -------
        float, float
            Of the unigram and of the bigram reader.
        """
        pairs = [(b.inputs[b.weights > 0], b.targets[b.weights > 0]) for b in judged]
        before, after = (np.concatenate(ids) for ids in zip(*pairs, strict=True))
        p_1, p_2 = self.unigram[after], self.bigram[before, after]
        return float(-np.log2(p_1).mean()), float(-np.log2(p_2).mean())


def bits_per_character(model: SequenceModel, judged: Iterable[Batch]) -> float:
    r"""Measure a model on held-out sequences.

    .. math:: -\frac{1}{\sum w} \sum_{t,b} w_{tb} \log_2 p_{tb,k^*}

    Parameters
    ----------
    model : SequenceModel
        It answers at every step.
    judged : iterable of Batch
        What it is asked, such as ``stream_once(text.held_out)``.

    Returns
    -------
    float
        Bits per character; 1 less means half as many characters that might come next.

    Raises
    ------
    ValueError
        When there is no batch.
    """
    total, count = 0.0, 0.0
    for batch in judged:
        logits = model.forward(batch.inputs).logits
        weight = float(batch.weights.sum())
        total += weight * softmax_cross_entropy(logits, batch.targets, batch.weights).value
        count += weight
    if not count:
        raise ValueError("there must be at least one batch")
    return bits(total / count)


def _pair_counts(ids: Ids, kinds: int) -> Ids:
    pairs = np.bincount(kinds * ids[:-1] + ids[1:], minlength=kinds * kinds)
    return pairs.reshape(kinds, kinds)


def _entropy(counts: Ids) -> float:
    p = counts[counts > 0] / counts.sum()
    return float(-(p * np.log2(p)).sum()) + 0.0  # no minus before a zero


def _check_length(ids: Ids, least: int) -> None:
    if len(ids) < least:
        raise ValueError(f"the text must have at least {least} characters; got {len(ids)}")
