"""Attention: at every step look back at all states that were read, weighed by how they fit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lstm_core.activations import softmax, tanh_slope_from_output
from lstm_core.initialisers import glorot_uniform
from lstm_core.validation import as_floats, locked

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class AttentionTrace:
    """Everything attention did with one batch.

    Attributes
    ----------
    h : ndarray
        The states that asked ``(T, B, H)``.
    memory : ndarray
        The states that were looked at ``(S, B, M)``.
    query : ndarray
        ``(T, B, M)``: what is compared with them.
    scores : ndarray
        ``(T, B, S)``: how well each fits; minus infinity where there is nothing to look at.
    weights : ndarray
        ``(T, B, S)``: the same as shares that sum to 1 over S, 0 where there is nothing.
    context : ndarray
        ``(T, B, M)``: the mean of the memory with these shares.
    combined : ndarray
        ``(T, B, H)``: what the answer is read from.
    """

    h: Floats
    memory: Floats
    query: Floats
    scores: Floats
    weights: Floats
    context: Floats
    combined: Floats


@dataclass(frozen=True)
class Attention:
    r"""Global attention with the general score.

    .. math::
        e_{ts} &= (W_a^\top h_t) \cdot m_s \\
        \alpha_{ts} &= \frac{e^{e_{ts}}}{\sum_r e^{e_{tr}}} \\
        k_t &= \sum_s \alpha_{ts} m_s \\
        \tilde h_t &= \tanh(W_k k_t + W_h h_t)

    h is the decoder's hidden state, m are the encoder's, :math:`\tilde h` goes to the readout in
    place of h.

    Attributes
    ----------
    weight_score : ndarray
        ``(H, M)``, :math:`W_a`.
    weight_context : ndarray
        ``(H, M)``, :math:`W_k`.
    weight_state : ndarray
        ``(H, H)``, :math:`W_h`; Luong joins it and :math:`W_k` in one matrix.

    Raises
    ------
    ValueError
        When the shapes do not fit each other or a number is not finite.

    References
    ----------
    Luong, Pham, Manning (2015). Effective approaches to attention-based neural machine
    translation.
    Bahdanau, Cho, Bengio (2015). Neural machine translation by jointly learning to align and
    translate.

    Examples
    --------
    >>> look = Attention.init(np.random.default_rng(0), 5, 5)
    >>> there = np.ones((3, 2), dtype=bool)
    >>> look.forward(np.ones((4, 2, 5)), np.ones((3, 2, 5)), there).weights[0, 0]
    array([0.33333333, 0.33333333, 0.33333333])
    """

    weight_score: Floats
    weight_context: Floats
    weight_state: Floats

    def __post_init__(self) -> None:
        """Refuse arrays that cannot belong together."""
        score = locked("weight_score", self.weight_score, "H M")
        H, M = score.shape
        context = locked("weight_context", self.weight_context, "H M", H=H, M=M)
        state = locked("weight_state", self.weight_state, "H J", H=H, J=H)
        for name, array in zip(
            ("weight_score", "weight_context", "weight_state"), (score, context, state), strict=True
        ):
            object.__setattr__(self, name, array)

    @classmethod
    def init(cls, rng: np.random.Generator, hidden_size: int, memory_size: int) -> Attention:
        """Draw all three by Glorot's rule."""
        shape = (hidden_size, memory_size)
        return cls(
            glorot_uniform(rng, shape),
            glorot_uniform(rng, shape),
            glorot_uniform(rng, (hidden_size, hidden_size)),
        )

    def forward(self, h: Floats, memory: Floats, there: Bools) -> AttentionTrace:
        """Look back at every step.

        Parameters
        ----------
        h : ndarray
            ``(T, B, H)``: who asks.
        memory : ndarray
            ``(S, B, M)``: what there is to look at.
        there : ndarray of bool
            ``(S, B)``: False where a member's sequence has ended. Each has at least one True.

        Returns
        -------
        AttentionTrace
            Scores, shares, and what came of them.

        Raises
        ------
        ValueError
            When a shape does not fit, or a member has nothing to look at.
        """
        H, M = self.weight_score.shape
        h = as_floats("h", h, "T B H", H=H)
        memory = as_floats("memory", memory, "S B M", B=h.shape[1], M=M)
        if there.shape != memory.shape[:2] or not there.any(axis=0).all():
            raise ValueError(
                f"there must be {memory.shape[:2]} with something for each member to look at"
            )
        query = h @ self.weight_score  # (T, B, M)
        scores = _by_member(query) @ memory.transpose(1, 2, 0)  # (B, T, S)
        scores[np.broadcast_to(~there.T[:, None], scores.shape)] = -np.inf
        weights = softmax(scores)
        context = _by_member(weights @ _by_member(memory))  # (T, B, M)
        combined = np.tanh(context @ self.weight_context.T + h @ self.weight_state.T)
        return AttentionTrace(
            h, memory, query, _by_member(scores), _by_member(weights), context, combined
        )

    def backward(
        self, trace: AttentionTrace, d_combined: Floats
    ) -> tuple[Floats, Floats, dict[str, Floats]]:
        r"""Carry a gradient back to who asked and to what was looked at.

        .. math::
            \delta k_t &= W_k^\top \delta a_t, \qquad
                \delta a_t = (1 - \tilde h_t^2) \odot \delta \tilde h_t \\
            \delta \alpha_{ts} &= \delta k_t \cdot m_s \\
            \delta e_{ts} &= \alpha_{ts}
                \Bigl(\delta \alpha_{ts} - \sum_r \alpha_{tr} \delta \alpha_{tr}\Bigr) \\
            \delta m_s &= \sum_t \alpha_{ts} \delta k_t + \delta e_{ts} W_a^\top h_t \\
            \delta h_t &= W_h^\top \delta a_t + W_a \sum_s \delta e_{ts} m_s

        Returns
        -------
        ndarray
            ``d_h (T, B, H)``.
        ndarray
            ``d_memory (S, B, M)``.
        dict
            ``d_weight_score``, ``d_weight_context``, ``d_weight_state``.
        """
        d_combined = as_floats("d_combined", d_combined, "T B H", **_sizes(trace.h))
        d_a = tanh_slope_from_output(trace.combined) * d_combined
        weights, memory = (
            _by_member(trace.weights),
            _by_member(trace.memory),
        )  # (B, T, S), (B, S, M)
        d_context = _by_member(d_a @ self.weight_context)  # (B, T, M)
        d_weights = d_context @ memory.transpose(0, 2, 1)
        d_scores = weights * (d_weights - (weights * d_weights).sum(axis=2, keepdims=True))
        d_query = _by_member(d_scores @ memory)  # (T, B, M)
        d_memory = weights.transpose(0, 2, 1) @ d_context
        d_memory += d_scores.transpose(0, 2, 1) @ _by_member(trace.query)
        d_h = d_a @ self.weight_state + d_query @ self.weight_score.T
        return (
            d_h,
            _by_member(d_memory),
            {
                "d_weight_score": _summed(trace.h, d_query),
                "d_weight_context": _summed(d_a, trace.context),
                "d_weight_state": _summed(d_a, trace.h),
            },
        )


def _by_member(array: Floats) -> Floats:
    """Look at ``(T, B, ...)`` as ``(B, T, ...)``, or the other way round."""
    return array.swapaxes(0, 1)


def _summed(left: Floats, right: Floats) -> Floats:
    """Sum the outer products over all steps and members."""
    M, N = left.shape[2], right.shape[2]
    return np.asarray(left.reshape(-1, M).T @ right.reshape(-1, N), dtype=np.float64)


def _sizes(h: Floats) -> dict[str, int]:
    return dict(zip("TBH", h.shape, strict=True))
