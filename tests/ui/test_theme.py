"""The colours can be told apart and read, on light and on dark."""

from __future__ import annotations

import tomllib
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from lstm_ui.lessons import COLOURS
from lstm_ui.theme import GATES, ink_colour, palette

CONFIG = Path(__file__).parent.parent.parent / ".streamlit" / "config.toml"
PAGE = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"]


def linear(colour: str) -> list[float]:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


# How colours look without one kind of cone: Machado, Oliveira, Fernandes (2009), severity 1.
VISION = {
    "usual": np.eye(3),
    "no red": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
               [-0.003882, -0.048116, 1.051998]],
    "no green": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                 [-0.011820, 0.042940, 0.968881]],
    "no blue": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                [0.004733, 0.691367, 0.303900]],
}  # fmt: skip
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def lab(colour: str, eyes: str) -> np.ndarray:
    """CIE L*a*b* of a colour as those eyes see it."""
    seen = np.clip(np.asarray(VISION[eyes]) @ linear(colour), 0.0, 1.0)
    x, y, z = (
        np.cbrt(v) if v > 0.008856 else 7.787 * v + 16 / 116 for v in XYZ @ seen / XYZ.sum(axis=1)
    )
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def difference(one: str, other: str, eyes: str) -> float:
    return float(np.linalg.norm(lab(one, eyes) - lab(other, eyes)))


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("name", GATES)
@pytest.mark.parametrize("look", ["light", "dark"])
def test_a_symbol_can_be_read_on_its_page(look: str, name: str) -> None:
    assert contrast(ink_colour(name, look == "dark"), PAGE[look]["backgroundColor"]) >= 4.5


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_words_of_a_lesson_have_the_inks_of_the_pictures(look: str) -> None:
    for name, colour in COLOURS.items():
        assert PAGE[look][f"{colour}TextColor"] == ink_colour(name, look == "dark")


@pytest.mark.parametrize("symbols", ["figochxd", "rznhxd"])
@pytest.mark.parametrize("eyes", VISION)
@pytest.mark.parametrize("use", ["fill", "ink", "dark"])
def test_no_two_symbols_of_a_cell_look_alike_to_anyone(symbols: str, eyes: str, use: str) -> None:
    colours = {name: getattr(GATES[name], use) for name in symbols}
    for one, other in combinations(symbols, 2):
        assert difference(colours[one], colours[other], eyes) >= 10, (one, other)


def test_differences_are_measured_as_cie_does() -> None:
    assert difference("#000000", "#FFFFFF", "usual") == pytest.approx(100, abs=0.1)
    assert difference("#FF0000", "#00FF00", "usual") == pytest.approx(170.6, abs=0.5)
    assert difference("#B34700", "#835A00", "no red") < 2  # inks that we once had


def test_the_players_get_every_symbol_with_its_colours_and_sign() -> None:
    assert set(palette()) == set(GATES)
    assert palette()["f"] == {
        "name": "forget gate", "fill": "#D55E00", "ink": "#8C3B00", "dark": "#FF8A47",
        "signed": False, "ends": ["erase", "keep"],
    }  # fmt: skip
    assert palette()["c"]["signed"] is True and palette()["c"]["ends"] == []


def test_the_words_of_the_lessons_use_each_colour_for_one_symbol() -> None:
    assert set(COLOURS) == set("figoc") <= set(GATES)
    assert len(set(COLOURS.values())) == len(COLOURS)
