"""The typed door to the player of gradients; its mirror is the typedef in ``flow.mjs``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_ui.gradients.families import Families
from lstm_ui.gradients.fates import half_lives, of_path, of_product, of_weight, says
from lstm_ui.gradients.members import CURVES, Member, asked_step, lane_and_state
from lstm_ui.gradients.three import Three
from lstm_ui.gradients.views import Cut
from lstm_ui.gradients.words import of_window
from lstm_ui.settings import SCALES, TABLE, GradientSettings
from lstm_ui.theme import palette

Floats = NDArray[np.float64]

VERSION = 1
SCALED = [float(scale) for scale in SCALES]


def flow_payload(three: Three, families: Families, settings: GradientSettings) -> dict[str, Any]:
    """Everything that the player of gradients draws, for every place of each of its dials.

    Sizes that are drawn on a logarithmic axis are sent as their decimal logarithm; one that is
    exactly 0, or past what a computer can hold, as None.
    """
    at, own = families.at, three.forget_bias
    scale_here, bias_here = SCALED[at.scale], families.biases[at.forget]
    idle = "" if settings.held == "free" else ": idle, as f is held"
    forget_title = f"LSTM’s forget bias b_f{idle}"
    usual = int(TABLE["steps"].default)
    back = f"{usual} steps"
    return {
        "version": VERSION,
        "title": "Gradients of an RNN, an LSTM and a GRU on the same sequence",
        "about": three.about,
        "notes": list(three.notes),
        "tokens": list(three.all_tokens),
        "curves": [
            {"id": name, "lane": lane, "symbol": symbol}
            for name, (lane, symbol) in zip(CURVES, map(lane_and_state, CURVES), strict=True)
        ],
        "palette": palette(),
        "dials": [
            _dial("steps", "Length T, steps", families.steps, at.steps, usual, back=back),
            _dial("scale", "Recurrent weights W_h", SCALED, at.scale, 1.0, before="× "),
            _dial("forget", forget_title, families.biases, at.forget, own),
        ],
        "families": {
            "steps": [
                _member(three, settings, one, three.badge(scale_here, bias_here))
                for one in families.lengths
            ],
            "scale": [
                _member(three, settings, one, three.badge(scale, bias_here))
                for scale, one in zip(SCALED, families.scales, strict=True)
            ],
            "forget": [
                _member(three, settings, one, three.badge(scale_here, each), "lstm")
                for each, one in zip(families.biases, families.forgets, strict=True)
            ],
        },
    }


def _dial(
    name: str,
    title: str,
    values: Sequence[float],
    at: int,
    own: float,
    *,
    before: str = "",
    back: str = "its own",
) -> dict[str, Any]:
    return {
        "name": name,
        "title": title,
        "values": [round(value, 2) for value in values],
        "at": at,
        "own": values.index(own),
        "before": before,
        "back": back,
    }


def _member(
    three: Three, settings: GradientSettings, member: Member, badge: str, only: str = ""
) -> dict[str, Any]:
    """One place of a dial; ``only`` the curves whose name begins so, where the rest stays."""
    curves = {name: curve for name, curve in member.curves.items() if name.startswith(only)}
    sent: dict[str, Any] = {
        "curves": {name: _logs(curve) for name, curve in curves.items()},
        "kept": {
            "mean": _plain(member.kept.mean(axis=1)),
            "low": _plain(member.kept.min(axis=1)),
            "high": _plain(member.kept.max(axis=1)),
        },
        "path": _logs(member.path.mean(axis=1)),
        "badge": badge,
        "broken": list(member.broken),
        "says": says(settings, member),
        "along": of_path(member, asked_step(settings, member.steps)),
        "half": half_lives(settings, member),
    }
    if only:
        return sent
    return sent | {
        "steps": member.steps,
        "asks": _asks(three, settings, member.steps),
        "factor": _plain(member.factor),
        "product": _logs(member.product),
        "bound": _logs(member.bound),
        "across": f"{of_product(member)} {of_weight(member.weight)}".strip(),
    }


def windows_payload(three: Three, cut: Cut) -> dict[str, Any]:
    """Everything that the figure of truncated backpropagation draws, for every window."""
    offered = list(cut.cut)
    at = min(range(len(offered)), key=lambda n: abs(offered[n] - three.steps / 4))
    dial = _dial("window", "Window, steps", offered, at, offered[-1], back="nothing cut")
    return {
        "version": VERSION,
        "tokens": list(three.tokens),
        "steps": three.steps,
        "palette": palette(),
        "unit": cut.unit,
        "h": _plain(cut.h, 4),
        "whole": _logs(cut.whole),
        "cut": [_logs(sizes) for sizes in cut.cut.values()],
        "dial": dial,
        "says": [of_window(cut, window) for window in offered],
    }


def _asks(three: Three, settings: GradientSettings, steps: int) -> str:
    wanted = f"“{three.classes[three.targets[steps - 1]]}”"
    where = {
        "last step": f"the answer after the last step, {steps}",
        "every step": "the answers after every step, all counting alike",
        "one step": f"the answer after step {asked_step(settings, steps)} only",
    }
    return (
        f"The loss is the cross-entropy of {where[settings.loss]}. It asks for {wanted}: after "
        f"step {steps}, before any dial is turned, the LSTM finds that least likely."
    )


def _logs(sizes: Floats) -> list[float | None]:
    with np.errstate(divide="ignore", invalid="ignore"):
        return _plain(np.log10(sizes), 3)


def _plain(values: Floats, digits: int = 2) -> list[float | None]:
    with np.errstate(over="ignore"):
        rounded = np.round(values, digits) + 0.0
    sent: list[float | None] = rounded.tolist()
    if np.isfinite(rounded).all():
        return sent
    return [value if np.isfinite(value) else None for value in rounded.tolist()]
