"""What is kept is what would be computed, and nobody can spoil it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest

from lstm_ui import cache, runs, tables
from lstm_ui.settings import Settings

ASKED = Settings(net="counter", text="AAB.")


@pytest.fixture(autouse=True)
def empty() -> Iterator[None]:
    """Begin and leave each test with nothing kept."""
    cache.run.clear()
    cache.picture.clear()
    yield
    cache.run.clear()
    cache.picture.clear()


def test_what_is_kept_is_what_would_be_computed() -> None:
    for _ in range(2):
        kept, computed = cache.run(ASKED), runs.make_run(ASKED)
        np.testing.assert_array_equal(kept.trace.layers[0].c, computed.trace.layers[0].c)
        assert cache.picture(ASKED, "cell") == runs.picture(computed, "cell")


def test_equal_settings_are_computed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    compute = runs.make_run
    monkeypatch.setattr(runs, "make_run", lambda s: asked.append(s) or compute(s))
    cache.run(ASKED)
    cache.run(Settings(net="counter", text="AAB."))
    assert asked == [ASKED]
    cache.run(Settings(net="counter", text="AAB"))
    assert len(asked) == 2


def test_each_layout_has_a_picture_of_its_own() -> None:
    assert cache.picture(ASKED, "cell")["layout"] == "cell"
    assert cache.picture(ASKED, "sequence")["layout"] == "sequence"


def test_a_problem_is_kept_as_no_picture() -> None:
    nothing = Settings(text="")
    assert cache.picture(nothing, "cell") is None is cache.picture(nothing, "cell")


def test_a_change_to_what_was_handed_out_reaches_nobody_else() -> None:
    cache.picture(ASKED, "cell")["tokens"].clear()
    assert cache.picture(ASKED, "cell")["tokens"] == ["A", "A", "B", "."]


def test_the_small_tables_are_the_same_again() -> None:
    for _ in range(2):
        pd.testing.assert_frame_equal(cache.parameter_table(3, 2), tables.parameter_table(3, 2))
        pd.testing.assert_frame_equal(cache.corner_table(), tables.corner_table())
