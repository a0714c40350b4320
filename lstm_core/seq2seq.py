"""From one sequence to another of any length: an encoder that reads, a decoder that writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.attention import Attention
from lstm_core.cells import Cell, run, run_back, state_names
from lstm_core.encoding import Encoder
from lstm_core.layers import arrays_by_place, gradients_by_place, parts_with
from lstm_core.pairs import END, Decoding, Pairs, Seq2SeqGradients, Seq2SeqTrace
from lstm_core.parts import gradients_of
from lstm_core.readout import Readout
from lstm_core.relay import Relay, carry_to_starts, read_to_ends
from lstm_core.validation import checked_lengths

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Seq2Seq:
    r"""An encoder-decoder of recurrent cells, with or without attention.

    .. math::
        s_n &= \mathrm{cell}_e(x_n, s_{n-1}), \qquad s_0 = 0 \\
        r_0 &= s_N \\
        r_t &= \mathrm{cell}_d(y_{t-1}, r_{t-1}), \qquad y_0 = \mathrm{END} \\
        p_t &= \mathrm{softmax}(W_y \tilde h_t + b_y)

    s and r are all states of a cell: h, and for an LSTM c. :math:`\tilde h_t` is the decoder's
    :math:`h_t`, or what :class:`Attention` makes of it and of all the encoder's hidden states.
    In training :math:`y_{t-1}` is the right symbol (teacher forcing), later the decoder's own.

    Attributes
    ----------
    source, target : OneHot or Embedding
        From symbols to what each of the two cells reads.
    encoder, decoder : RNN, LSTM or GRU
        Of the same kind and size.
    readout : Readout
        From the decoder to the next symbol; it has as many outputs as there are symbols to feed.
    attention : Attention or None
        None: the decoder gets what the bridge hands over and nothing else.

    Raises
    ------
    ValueError
        When the parts cannot be joined.

    References
    ----------
    Sutskever, Vinyals, Le (2014). Sequence to sequence learning with neural networks.
    Cho et al. (2014). Learning phrase representations using RNN encoder-decoder for statistical
    machine translation.

    Examples
    --------
    >>> from lstm_core import LSTM, OneHot, Readout
    >>> rng = np.random.default_rng(0)
    >>> reads, writes = LSTM.init(rng, 4, 5), LSTM.init(rng, 3, 5)
    >>> model = Seq2Seq(OneHot(4), reads, OneHot(3), writes, Readout.init(rng, 5, 3))
    >>> model.decode(np.array([[1], [3], [2]]), limit=6).outputs.shape[0] <= 6
    True
    """

    source: Encoder
    encoder: Cell
    target: Encoder
    decoder: Cell
    readout: Readout
    attention: Attention | None = None

    def __post_init__(self) -> None:
        """Refuse parts that cannot be joined."""
        if type(self.encoder) is not type(self.decoder):
            raise ValueError("encoder and decoder must be of the same kind: one starts the other")
        H = self.hidden_size
        sizes = {
            "the encoder reads": (self.encoder.weight_ih.shape[1], self.source.size),
            "the decoder reads": (self.decoder.weight_ih.shape[1], self.target.size),
            "the decoder's state has": (self.decoder.weight_hh.shape[1], H),
            "the readout reads": (self.readout.weight.shape[1], H),
        }
        if self.attention is not None:
            sizes["attention asks with"] = (self.attention.weight_score.shape[0], H)
            sizes["attention looks at"] = (self.attention.weight_score.shape[1], H)
        for what, (got, given) in sizes.items():
            if got != given:
                raise ValueError(f"{what} {got} numbers; it is given {given}")

    @property
    def hidden_size(self) -> int:
        """How many numbers a hidden state has, H."""
        return int(self.encoder.weight_hh.shape[1])

    def forward(self, pairs: Pairs) -> Seq2SeqTrace:
        """Read the sources, then write, fed with what ``pairs`` says.

        Raises
        ------
        ValueError
            When a token is none that the model knows, or a shape or length does not fit.
        """
        encoded = self._read(pairs.sources, pairs.lengths)
        decoded = run(self.decoder, self.target.encode(pairs.fed), *encoded.last)
        there = np.arange(len(pairs.sources))[:, None] < pairs.lengths
        looked = self.attention.forward(decoded.h, encoded.h, there) if self.attention else None
        logits = self.readout.forward(looked.combined if looked else decoded.h)
        return Seq2SeqTrace(pairs, encoded, decoded, looked, logits)

    def backward(self, trace: Seq2SeqTrace, d_logits: Floats) -> Seq2SeqGradients:
        """Carry the gradient of a loss back through the decoder, the bridge and the encoder.

        Parameters
        ----------
        trace : Seq2SeqTrace
            What :meth:`forward` returned.
        d_logits : ndarray
            ``(T, B, K)``: the gradient with respect to the answer at every step.

        Returns
        -------
        Seq2SeqGradients
            For every parameter, and for what was handed over.

        Raises
        ------
        ValueError
            When ``d_logits`` has not the shape of the answer.
        """
        if d_logits.shape != trace.logits.shape:
            raise ValueError(f"d_logits must be {trace.logits.shape}; got {d_logits.shape}")
        looked = trace.attention
        by_place: dict[str, dict[str, Floats]] = {}
        read_from = looked.combined if looked else trace.decoder.h
        d_h, by_place["readout"] = self.readout.backward(read_from, d_logits)
        d_memory = np.zeros_like(trace.encoder.h)
        if self.attention and looked:
            d_h, d_memory, by_place["attention"] = self.attention.backward(looked, d_h)
        back = run_back(self.decoder, trace.decoder, d_h)
        by_place["decoder"] = gradients_of(self.decoder, back)
        by_place["target"] = self.target.backward(trace.pairs.fed, back.d_xs)
        d_bridge = tuple(getattr(back, f"d_{name}0") for name in state_names(self.decoder))
        first = carry_to_starts(self.encoder, trace.encoder, d_memory, d_bridge)
        by_place["encoder"] = first.parameters
        by_place["source"] = self.source.backward(trace.pairs.sources, first.d_xs)
        return Seq2SeqGradients(gradients_by_place(by_place), d_bridge)

    def decode(self, sources: Ints, lengths: Ints | None = None, *, limit: int = 32) -> Decoding:
        """Read the sources, then write the likeliest symbol again and again until the end.

        Parameters
        ----------
        sources : ndarray of int
            ``(S, B)``.
        lengths : ndarray of int, optional
            ``(B,)``; all of S when None.
        limit : int
            Most steps to write, END included.

        Returns
        -------
        Decoding
            What was written, and the whole run.

        Raises
        ------
        ValueError
            When the limit is below 1, or a token or length does not fit.
        """
        if limit < 1:
            raise ValueError(f"limit must be at least 1; got {limit}")
        B = sources.shape[1]
        lengths = checked_lengths(lengths, len(sources), B)
        outputs = self._write(self._read(sources, lengths), sources, lengths, limit)
        fed = np.concatenate([np.full((1, B), END), outputs[:-1]])
        ended = (outputs == END).any(axis=0)
        written = np.where(ended, (outputs == END).argmax(axis=0), len(outputs))
        return Decoding(outputs, written, ended, self.forward(Pairs(sources, lengths, fed)))

    def _read(self, sources: Ints, lengths: Ints) -> Relay:
        return read_to_ends(self.encoder, self.source.encode(sources), lengths)

    def _write(self, encoded: Relay, sources: Ints, lengths: Ints, limit: int) -> Ints:
        """Write greedily, one step for all members at a time: ``(T, B)``."""
        B = sources.shape[1]
        there = np.arange(len(sources))[:, None] < lengths
        states, symbol, running = encoded.last, np.full(B, END), np.ones(B, dtype=bool)
        outputs: list[Ints] = []
        while running.any() and len(outputs) < limit:
            trace = run(self.decoder, self.target.encode(symbol[None]), *states)
            states = tuple(getattr(trace, name)[-1] for name in state_names(self.decoder))
            h = trace.h
            if self.attention:
                h = self.attention.forward(h, encoded.h, there).combined
            symbol = np.where(running, self.readout.forward(h)[0].argmax(axis=1), END)
            running = running & (symbol != END)
            outputs.append(symbol)
        return np.array(outputs)

    @property
    def parameters(self) -> dict[str, Floats]:
        """All learnt arrays by name, such as ``encoder.weight_ih``."""
        return arrays_by_place(self.parts)

    @property
    def parameter_count(self) -> int:
        """How many numbers are learnt."""
        return sum(array.size for array in self.parameters.values())

    def with_parameters(self, parameters: Mapping[str, Floats]) -> Seq2Seq:
        """Make the same model with other numbers in it.

        Raises
        ------
        ValueError
            When a name is not one of :attr:`parameters` or a shape differs.
        """
        return replace(self, **parts_with(self.parts, parameters))

    @property
    def parts(self) -> dict[str, Any]:
        """The parts by the names of their places, those that are there."""
        places = ("source", "encoder", "target", "decoder", "attention", "readout")
        return {place: part for place in places if (part := getattr(self, place)) is not None}
