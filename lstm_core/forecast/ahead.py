"""One step ahead and many: all at once, or step by step on the own answers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lstm_core.forecast.frame import Frame
from lstm_core.forecast.windows import Windows
from lstm_core.model import SequenceModel

Floats = NDArray[np.float64]


def directly(model: SequenceModel, frame: Frame, windows: Windows) -> Floats:
    r"""Foretell all K values at once: each has a row of the readout for itself.

    .. math:: \hat s_{t+k} = s_t + \mathrm{change}_k \, (W_y h_t + b_y)_k

    No answer rests on another one, so errors do not add up; but the network can only look as
    far ahead as it was trained to, and nothing makes its K answers one smooth path.

    Parameters
    ----------
    model : SequenceModel
        With K answers.
    frame : Frame
        How it was asked in training.
    windows : Windows
        What to foretell.

    Returns
    -------
    ndarray
        ``(B, K)``, in the series' own units.

    Raises
    ------
    ValueError
        When the network does not give K answers, or reads other inputs.

    References
    ----------
    Marcellino, Stock, Watson (2006). A comparison of direct and iterated multistep AR methods
    for forecasting macroeconomic time series.
    """
    answers = model.forward(frame.inputs(windows)).logits[-1]
    if answers.shape[1] != windows.horizon:
        raise ValueError(
            f"the network looks {answers.shape[1]} steps ahead; the windows {windows.horizon}"
        )
    return frame.scaling.values(answers, windows.last)


def recursively(model: SequenceModel, frame: Frame, windows: Windows) -> Floats:
    r"""Foretell one value, read it as if it had come, foretell the next.

    .. math:: \hat s_{t+k} = \hat s_{t+k-1}
        + \mathrm{change}_1 \, \bigl(W_y h(\hat s_{t+k-T}, \dots, \hat s_{t+k-1}) + b_y\bigr)_1,
        \qquad \hat s_j = s_j \text{ for } j \le t

    One network looks ahead as far as one likes; but it was trained on values that came, and
    here it reads its own errors, which add up. The window moves along, so that it always reads
    T values, as in training.

    Parameters
    ----------
    model : SequenceModel
        Only its first answer, one step ahead, is used.
    frame : Frame
        How it was asked in training.
    windows : Windows
        What to foretell; K may be any.

    Returns
    -------
    ndarray
        ``(B, K)``, in the series' own units.

    Raises
    ------
    ValueError
        When the network reads other inputs.
    """
    read, change = windows.read, frame.scaling.change[0]
    for ahead in range(windows.horizon):
        xs = frame.encode(read[-windows.steps :], windows.origins + ahead)  # (T, B, D)
        answer = model.forward(xs).logits[-1, :, 0]
        read = np.concatenate([read, read[-1:] + change * answer])
    return read[windows.steps :].T
