"""The colours can be told apart and read, on light and on dark."""

from __future__ import annotations

import tomllib
from itertools import combinations
from pathlib import Path

import pytest

from lstm_ui.lessons import COLOURS
from lstm_ui.theme import GATES, gate_colour, ink_colour, palette

CONFIG = Path(__file__).parent.parent.parent / ".streamlit" / "config.toml"
PAGE = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


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


@pytest.mark.parametrize("symbols", ["figoch", "rznh"])
@pytest.mark.parametrize("dark", [False, True])
def test_no_two_symbols_of_a_cell_share_a_colour(symbols: str, dark: bool) -> None:
    for one, other in combinations(symbols, 2):
        assert gate_colour(one, dark) != gate_colour(other, dark)


def test_the_players_get_every_symbol_with_its_colours_and_sign() -> None:
    assert set(palette()) == set(GATES)
    assert palette()["f"] == {
        "name": "forget gate", "fill": "#D55E00", "ink": "#B34700", "dark": "#FF8A47",
        "signed": False, "ends": ["erase", "keep"],
    }  # fmt: skip
    assert palette()["c"]["signed"] is True and palette()["c"]["ends"] == []


def test_the_words_of_the_lessons_use_each_colour_for_one_symbol() -> None:
    assert set(COLOURS) == set("figoc") <= set(GATES)
    assert len(set(COLOURS.values())) == len(COLOURS)
