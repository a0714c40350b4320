"""The table of settings and the object that pages hand on say the same."""

from __future__ import annotations

from dataclasses import fields

import pytest

from lstm_ui.settings import (
    OF_ASIDES,
    OF_BIDIRECTIONAL,
    OF_CELLS,
    OF_GRADIENTS,
    OF_SHAPES,
    OF_UNROLLED,
    TABLE,
    WHOLE_NUMBERS,
    GapSettings,
    GradientSettings,
    Settings,
    ShapeSettings,
    UnrolledSettings,
    starting_numbers,
)

OF_THE_PAGE = {"a", "inputs", "outputs", "reset", "clip", "limit", "rate"}
"""What no run hangs on."""


@pytest.mark.parametrize(
    ("settings", "names"),
    [
        (Settings, OF_CELLS),
        (UnrolledSettings, OF_UNROLLED),
        (GradientSettings, OF_GRADIENTS),
        (GapSettings, OF_BIDIRECTIONAL),
        (ShapeSettings, OF_SHAPES),
    ],
)
def test_every_setting_of_a_run_stands_in_the_table_and_opens_with_the_same_value(
    settings: type, names: tuple[str, ...]
) -> None:
    defaults = {field.name: field.default for field in fields(settings)}
    assert set(defaults) == set(names) - OF_THE_PAGE
    for name, default in defaults.items():
        assert TABLE[name].default == ("" if default is None else default)


def test_every_default_is_one_of_the_options_or_within_the_bounds() -> None:
    for setting in TABLE.values():
        if setting.options:
            assert setting.default in setting.options
        elif isinstance(setting.default, int):
            assert setting.low <= setting.default <= setting.high
        else:
            assert setting.default == ""


def test_the_whole_numbers_are_those_with_bounds() -> None:
    of_pages = {"hidden", "seed", "inputs", "outputs", "draw", "steps", "asked"}
    of_pages |= {"times", "paper", "lit"}
    of_forecasts = {"column", "cycle", "back", "ahead", "lead", "since", "until", "asked_at"}
    of_asides = {"length", "batch", "width", "units"}
    of_runs = {"grade", "probe", "sample"}
    assert set(WHOLE_NUMBERS) == of_pages | of_asides | of_runs | of_forecasts


def test_what_a_cell_is_set_by_is_apart_from_what_the_pictures_below_it_are() -> None:
    assert not set(OF_CELLS) & set(OF_ASIDES)
    assert set(OF_ASIDES) <= set(TABLE)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("steps", "37", 37),
        ("steps", "5", 5),
        ("steps", "200", 200),
        *[("steps", text, 50) for text in ("4", "201", "-7", "7.5", "1e2", "", "zebra", None)],
        ("scale", "0.3", "0.3"),
        *[("scale", text, "1") for text in ("0.31", "", "<b>", None)],
    ],
)
def test_a_text_sets_what_can_be_set_and_else_the_default(
    name: str, text: str | None, value: object
) -> None:
    assert TABLE[name].read(text) == value


def test_equal_settings_have_one_place_in_the_cache() -> None:
    assert len({Settings(), Settings(net="reviews"), Settings(text="a"), Settings(text="a")}) == 2


def test_a_cell_of_five_opens_with_the_classic_example() -> None:
    assert starting_numbers("c0", 5) == "3, 1, 0, 4, -2"
    assert starting_numbers("h0", 5) == "0.5, 2, 1, 0.1, -3"


@pytest.mark.parametrize("name", ["h0", "c0"])
@pytest.mark.parametrize("hidden_size", range(1, 17))
def test_a_field_opens_with_one_number_for_each_unit(name: str, hidden_size: int) -> None:
    numbers = [float(piece) for piece in starting_numbers(name, hidden_size).split(",")]
    assert len(numbers) == hidden_size
    assert all(abs(number) <= 4 for number in numbers)
    assert hidden_size == 5 or name == "c0" or all(abs(number) < 1 for number in numbers)
