"""Terms become links, and nothing else of a text changes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_ui.glossary.entries import glossary
from lstm_ui.glossary.linking import linked, terms_of
from lstm_ui.lessons import LESSONS, load_lesson

LINK = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(glossary\?term=([a-z0-9-]+)\)")
KEYS = {entry.key for entry in glossary()}
NAMES = [name for entry in glossary() for name in entry.spellings]
PIECES = st.one_of(
    st.sampled_from(NAMES),
    st.sampled_from([" ", ", ", ". ", "\n\n", "**", "*", "(", ")", "“", "’s ", "- ", "|", "1 − z"]),
    st.sampled_from([":orange[forget gate]", ":yellow[**c**]", ":green[input i]", ":blue[o]"]),
    st.text(alphabet="abgtes -.,_", max_size=8),
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)
KEPT = [
    "`forget gate`", "```\nforget gate\n```", "``a ` gate``", "$forget gate$", "$$\ngate\n$$",
    "[forget gate](/cell)", "![gate](gate.png)", "[:orange[forget gate]](/cell)", "# The gate",
    "### Forget gate", "- [ ] the forget gate", "- [x] a gate", "https://x.org/gate/tanh",
    ":material/gate:", "<gate>", "[gate]",
]  # fmt: skip


def bare(text: str) -> str:
    """The text without the links that were put in."""
    return LINK.sub(r"\1", text)


def test_a_term_becomes_a_link_to_its_entry() -> None:
    assert linked("The forget gate erases.") == (
        "The [forget gate](glossary?term=forget-gate) erases."
    )


def test_only_the_first_occurrence_of_an_entry_is_a_link() -> None:
    text = linked("A loss is a loss; losses and the loss function too.")
    assert text == "A [loss](glossary?term=loss) is a loss; losses and the loss function too."


def test_the_longest_term_wins() -> None:
    assert terms_of("truncated backpropagation through time") == ("truncated-bptt",)
    assert terms_of("backpropagation through time") == ("bptt",)
    assert terms_of("backpropagation") == ("backward",)
    assert terms_of("the cell state of the cell") == ("cell-state", "cell")


def test_a_capital_and_a_plural_are_the_same_term() -> None:
    assert linked("Gates.\n\nForget gates") == (
        "[Gates](glossary?term=gate).\n\n[Forget gates](glossary?term=forget-gate)"
    )


def test_a_name_in_capitals_is_no_common_word() -> None:
    assert terms_of("An adam is no Adam, a relu no ReLU.") == ("adam", "relu")
    assert linked("adam relu rnn lstm") == "adam relu rnn lstm"


@pytest.mark.parametrize("text", ["gateway", "mitigate", "gate-like", "_gate_", "unity", "cell_x"])
def test_a_part_of_a_word_is_no_term(text: str) -> None:
    assert linked(text) == text


def test_a_term_may_stand_at_the_end_of_a_line_and_in_bold() -> None:
    assert terms_of("a hidden\nstate") == ("hidden-state",)
    assert linked("**gradient**") == "**[gradient](glossary?term=gradient)**"


def test_words_in_a_colour_stay_coloured_and_become_a_link_as_a_whole() -> None:
    assert linked(":orange[forget gate]") == "[:orange[forget gate]](glossary?term=forget-gate)"
    assert linked("In :yellow[**c**] and :yellow[**c**]") == (
        "In [:yellow[**c**]](glossary?term=cell-state) and :yellow[**c**]"
    )
    assert linked(":yellow[Δc]") == ":yellow[Δc]"
    assert linked(":orange[a gate]") == ":orange[a gate]"
    assert linked(":yellow[cell state c]") == "[:yellow[cell state c]](glossary?term=cell-state)"


@pytest.mark.parametrize("letter", "figoc")
def test_a_letter_in_its_colour_is_the_symbol_of_its_entry(letter: str) -> None:
    (key,) = terms_of(f":orange[**{letter}**]")
    (entry,) = [entry for entry in glossary() if entry.key == key]
    assert entry.symbol == f"{letter}_t"


@pytest.mark.parametrize("text", KEPT)
def test_code_mathematics_headings_links_and_options_stay_as_they_are(text: str) -> None:
    assert linked(text) == text
    after = linked(f"before\n{text}\nand a gate")
    assert after == f"before\n{text}\nand a [gate](glossary?term=gate)"


@given(TEXTS)
def test_without_its_links_a_text_is_what_it_was(text: str) -> None:
    assert bare(linked(text)) == bare(text)


@given(TEXTS)
def test_each_entry_is_linked_once_and_is_one_that_there_is(text: str) -> None:
    keys = [key for _, key in LINK.findall(linked(text))]
    assert tuple(keys) == terms_of(text)
    assert len(set(keys)) == len(keys) and set(keys) <= KEYS


@given(TEXTS)
def test_a_text_that_is_linked_already_gets_no_more_links_inside_of_links(text: str) -> None:
    for words, _ in LINK.findall(linked(linked(text))):
        assert "](" not in words


@given(st.text(max_size=200))
def test_any_text_at_all_is_taken(text: str) -> None:
    assert bare(linked(text)) == bare(text)


@given(st.sampled_from(KEPT), TEXTS)
def test_what_is_no_prose_survives_among_other_words(kept: str, text: str) -> None:
    clean = re.sub(r"[`$\[\]<>*_|:#-]", "", text)
    assert f"\n{kept}\n" in linked(f"{clean}\n\n{kept}\n\n{clean}")


@pytest.mark.parametrize("name", NAMES)
def test_every_spelling_leads_to_its_own_entry(name: str) -> None:
    (key,) = terms_of(f"About {name}, then.")
    (entry,) = [entry for entry in glossary() if name in entry.spellings]
    assert key == entry.key


def test_the_lessons_use_the_terms_of_the_glossary() -> None:
    used = {
        key
        for path in LESSONS.glob("*.md")
        for section in load_lesson(path.stem).sections
        for key in terms_of(section.text)
    }
    assert len(used) >= 40
