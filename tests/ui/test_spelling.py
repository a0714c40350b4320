"""Edits as text: what is written reads back exactly, and anything else is one plain sentence."""

from __future__ import annotations

import re
import tracemalloc

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lstm_core import Change, Clamp, Edits
from lstm_ui.surgery.spelling import (
    BETWEEN,
    MOST_EDITS,
    MOST_PLACES,
    QUOTED,
    MisspeltError,
    read_edits,
    spell,
)
from tests.ui.strategies import any_edits


def told(text: str) -> str:
    """The sentence about a text that is no list of edits."""
    with pytest.raises(MisspeltError) as found:
        read_edits(text)
    sentence = str(found.value)
    around = re.sub("“.*”", "“”", sentence, flags=re.DOTALL)
    assert sentence.endswith(".") and not sentence.startswith(".")
    assert ". " not in around and "\n" not in sentence and "\r" not in sentence
    sentence.encode()
    assert all(len(quoted) <= QUOTED for quoted in re.findall("“(.*)”", sentence, re.DOTALL))
    windows = (sentence[k : k + QUOTED + 1] for k in range(len(sentence) - QUOTED))
    assert not any(window in text for window in windows)
    return sentence


@given(any_edits)
@example(Edits((Clamp("g", -0.0), Clamp("n", 5e-324), Clamp("g", -1000.0, steps=(1, 1)))))
@example(Edits((Clamp("f", 0.30000000000000004), Clamp("f", 1e-5, units=(0,)))))
@example(Edits(changes=(Change("h", "y", 9998, 9998, -123.45678901234567),)))
@example(Edits(changes=(Change("b", "a", 0, None, -2.2250738585072014e-308),)))
@example(Edits(changes=(Change("x", "e", 0, 0, 0.00012345678901234567),)))
def test_what_is_spelled_reads_back_as_the_same_edits(edits: Edits) -> None:
    assert read_edits(spell(edits)) == edits
    assert re.fullmatch(r"[\w.-]*", spell(edits), re.ASCII)  # an address leaves it as it is


@pytest.mark.parametrize(
    ("edits", "text"),
    [
        (Clamp("f", 0.0, steps=(3, 3), units=(2,)), "f_4_3_0"),
        (Clamp("f", 0.5, steps=(3, 6), units=(0, 2)), "f_4-7_1.3_0.5"),
        (Clamp("z", 1.0), "z_all_all_1"),
        (Clamp("n", -2.5, units=(15,)), "n_all_16_-2.5"),
        (Clamp("o", 1e-7, steps=(0, 1)), "o_1-2_all_1e-07"),
        (Change("h", "f", 2, 1, 0.5), "hf_3.2_0.5"),
        (Change("x", "a", 0, 3, -0.25), "xa_1.4_-0.25"),
        (Change("b", "y", 1, None, 5.0), "by_2_5"),
        (Change("n", "n", 4, None, 1.0), "nn_5_1"),
        (Change("x", "e", 11, 0, 0.0), "xe_12.1_0"),
    ],
)
def test_an_edit_is_spelled_with_steps_and_units_from_1(edits: Clamp | Change, text: str) -> None:
    whole = Edits((edits,)) if isinstance(edits, Clamp) else Edits((), (edits,))
    assert spell(whole) == text
    assert read_edits(text) == whole


def test_clamps_come_in_their_order_and_then_changes() -> None:
    text = BETWEEN.join(["bf_3_5", "f_all_all_0", "f_2_all_1", "hf_3.2_0.5", "bf_3_6"])
    edits = read_edits(text)
    assert edits.clamps == (Clamp("f", 0.0), Clamp("f", 1.0, steps=(1, 1)))
    assert edits.changes == (Change("h", "f", 2, 1, 0.5), Change("b", "f", 2, None, 6.0))
    assert spell(edits) == BETWEEN.join(["f_all_all_0", "f_2_all_1", "hf_3.2_0.5", "bf_3_6"])
    assert read_edits("") == Edits()


pieces = st.text(alphabet="fgzhxbny_-.0123456789all e", max_size=24)
near = st.lists(pieces, max_size=4).map(BETWEEN.join)


@given(st.text() | st.text(alphabet=st.characters(categories=["Cs", "Nd", "No", "Mn"])) | near)
@example("\ud800")
@example("f_٤_3_0")
@example("f_4_3_²")
@example("f_4_3_NaN")
@example("f_4_3_1e999")
@example("f_4_3_0\n")
@example("<img src=x onerror=alert(1)><script>document.title='gone'</script>")
@example(BETWEEN)
@example("\U0001d160" * 60)  # composed, each is three letters
@example("f_all_" + ".".join(["1"] * 3))
def test_any_text_is_read_or_refused_in_one_sentence(text: str) -> None:
    try:
        edits = read_edits(text)
    except MisspeltError:
        told(text)
    else:
        assert read_edits(spell(edits)) == edits


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("f_4_3_1.5", "Gate f lies between 0 and 1; it cannot be held at 1.5."),
        ("o_4_3_-0.1", "Gate o lies between 0 and 1; it cannot be held at −0.1."),
        ("r_all_all_1e1", "Gate r lies between 0 and 1; it cannot be held at 10."),
        ("g_4_3_1000.5", "1000.5 is too large: numbers go from −1000 to 1000."),
        ("bf_3_1001", "1001 is too large: numbers go from −1000 to 1000."),
        ("hf_3.2_-1001", "−1001 is too large: numbers go from −1000 to 1000."),
        ("hf_3.2_9e999", "9e999 is too large: numbers go from −1000 to 1000."),
        ("f_4_3_-3", "Gate f lies between 0 and 1; it cannot be held at −3."),
        ("f_4_3_1.0000001", "Gate f lies between 0 and 1; it cannot be held at 1.0000001."),
        ("f_3-9_all_1000000000", "Gate f lies between 0 and 1; it cannot be held at 1000000000."),
        ("f_4_3_9e999", "Gate f lies between 0 and 1; it cannot be held at 9e999."),
        ("g_3-9_all_1000000000", "1000000000 is too large: numbers go from −1000 to 1000."),
        ("bf_3_-1e+16", "−1e+16 is too large: numbers go from −1000 to 1000."),
        ("f_4-3_1_0", "“f_4-3_1_0” holds no steps or no units of a sequence."),
        ("f_4_0_0", "“f_4_0_0” holds no steps or no units of a sequence."),
        ("f_4_2.1_0", "“f_4_2.1_0” holds no steps or no units of a sequence."),
        ("f_4_1.1_0", "“f_4_1.1_0” holds no steps or no units of a sequence."),
        ("f_0_1_0", "“f_0_1_0” is no edit of a network."),
        ("f_10000_1_0", "“f_10000_1_0” is no edit of a network."),
        ("F_4_1_0", "“F_4_1_0” is no edit of a network."),
        ("c_4_1_0", "“c_4_1_0” is no edit of a network."),
        ("f_٤_3_0", "“f_٤_3_0” is no edit of a network."),
        ("f_1٤_3_0", "“f_1٤_3_0” is no edit of a network."),
        ("f_4_٣_0", "“f_4_٣_0” is no edit of a network."),
        ("f_4_3_٠", "“f_4_3_٠” is no edit of a network."),
        ("bf_1٣_1", "“bf_1٣_1” is no edit of a network."),
        ("f_4_1_nan", "“f_4_1_nan” is no edit of a network."),
        ("bf_3_1_0", "“bf_3_1_0” is no edit of a network."),
        ("bf_0_1", "“bf_0_1” is no edit of a network."),
        ("qf_3_1", "“qf_3_1” is no edit of a network."),
        ("a" + "b" * 90, f"“a{'b' * 39}” is no edit of a network."),
        ("\ud800\u202ex", "“x” is no edit of a network."),
        (BETWEEN, "“” is no edit of a network."),
    ],
)
def test_what_cannot_be_done_is_told_in_the_sentence_that_fits(text: str, sentence: str) -> None:
    assert told(text) == sentence
    assert told(BETWEEN.join(["f_all_all_1", text])) == sentence


def test_the_edges_of_what_can_be_done_are_read() -> None:
    text = BETWEEN.join(["g_9999_9999_-1000", "f_all_all_1", "i_all_all_0", "bf_9999_1000"])
    assert read_edits(text) == Edits(
        (
            Clamp("g", -1000.0, steps=(9998, 9998), units=(9998,)),
            Clamp("f", 1.0),
            Clamp("i", 0.0),
        ),
        (Change("b", "f", 9998, None, 1000.0),),
    )


def test_as_many_edits_are_read_as_are_allowed_and_not_one_more() -> None:
    most = [f"bf_{unit + 1}_5" for unit in range(MOST_EDITS)]
    assert len(read_edits(BETWEEN.join(most)).changes) == MOST_EDITS
    assert told(BETWEEN.join([*most, "bf_1_5"])) == (
        f"There are {MOST_EDITS + 1} edits; at most {MOST_EDITS} can be read."
    )


def test_as_many_places_are_held_as_are_allowed_and_not_one_more() -> None:
    half = f"f_1-{MOST_PLACES // 4}_1.2_0"
    assert len(read_edits(BETWEEN.join([half, half.replace("f", "o", 1)])).clamps) == 2
    assert told(BETWEEN.join([half, half.replace("f", "o", 1), "i_all_all_1"])) == (
        "Too many places are held; hold all steps or all units instead."
    )


def test_a_million_pieces_are_counted_and_not_read() -> None:
    assert told(BETWEEN.join(["f_1_1_0"] * 1_000_000)).startswith("There are 1000000 edits; ")


def test_marks_without_end_are_refused_before_they_are_put_in_order() -> None:
    """Composing them takes hours: every second one has to move past all others."""
    assert told("a" + "\u0315\u0300" * 500_000).endswith("is no edit of a network.")


def test_places_without_end_are_counted_and_not_made() -> None:
    units = ".".join(str(unit) for unit in range(1, 99))
    text = f"f_1-9999_{units}_0"
    tracemalloc.start()
    try:
        assert told(text).startswith("Too many places are held")
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()
