"""The widgets of the page of texts, a learner's own text, and what its players ask for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from lstm_core.model import SequenceModel
from lstm_ui import address
from lstm_ui.controls import attend
from lstm_ui.settings import (
    CHOICES,
    MOST_CHARACTERS,
    TABLE,
    WHOLE_NUMBERS,
)
from lstm_ui.shell import say
from lstm_ui.text.opening import OF_TEXT, OF_WRITER
from lstm_ui.text.presets import PRESETS, as_settings, as_values
from lstm_ui.text.problem import EPOCHS, EXCERPTS, OWN, TextSettings
from lstm_ui.text.runs import limited, uploaded
from lstm_ui.text.saving import PAGE, loaded
from lstm_ui.text.sources import LARGEST, SOURCES
from lstm_ui.text.writing import Draw
from lstm_ui.training.controls import hold
from lstm_ui.uploads import UnreadableError
from lstm_ui.widgets import choice, pick, suggestions, typed, upload, whole

_OWN, _NOTE, _FILE, _PASTED = "text.own", "text.note", "text.file", "text.pasted"
_OF_FILE = "text.of_file"
_OPENED, _PLACE, _ARRIVED = "text.opened", "text.place", "text.arrived"
TITLES = {key: source.title for key, source in SOURCES.items()} | {OWN: "Your own text"}
_EPOCHS = {str(count): "1 epoch" if count == 1 else f"{count} epochs" for count in EPOCHS}
_EXCERPTS = {str(most): f"the first {most:,} characters" for most in EXCERPTS} | {"all": "all"}
WRITES = TABLE["hand"].options[0]


def text_controls() -> TextSettings:
    """Draw the controls of what learns and from what, and return what they say."""
    by_address = address.follow((*OF_TEXT, *OF_WRITER), WHOLE_NUMBERS, CHOICES)
    said: dict[str, str | int] = {}
    columns = st.columns([2.7, 2, 1.8, 3.5], vertical_alignment="bottom", gap="small")
    with columns[0]:
        said["source"] = pick(
            "source", TITLES, "Text", "What the model learns to write like.", by_address
        )
    with columns[1]:
        said["letters"] = choice("letters", "Letters", "Small letters alone are less to learn.")
    with columns[2]:
        said["marks"] = choice("marks", "Punctuation", "An apostrophe within a word stays.")
    with columns[3]:
        said["cut"] = choice(
            "cut",
            "Sequences",
            "Windows of 64 characters out of one stream; or each line or sentence by itself, up "
            "to 120 characters, filled up to the longest of its batch. What fills up is not "
            "judged.",
        )
    if said["source"] == OWN:
        _own_text()
    columns = st.columns([2, 2.3, 2.3, 1.9, 1.5], vertical_alignment="bottom", gap="small")
    with columns[0]:
        said["author"] = choice("author", "Cell", "The kind of recurrent layer.")
    with columns[1]:
        said["memory"] = choice("memory", "H, units", "How many numbers each gate and state has.")
    with columns[2]:
        said["silence"] = choice(
            "silence", "Dropout", "Share of the numbers silenced on their way out of a layer."
        )
    with columns[3]:
        said["epochs"] = pick(
            "epochs", _EPOCHS, "Epochs", "How often the whole text is read.", by_address
        )
    with columns[4], st.popover("More", icon=":material/tune:", width="stretch"):
        said |= _more(by_address)
    address.keep(OF_TEXT)
    return as_settings(said)


def _more(by_address: bool) -> dict[str, str | int]:
    """Controls that a first reading does without."""
    chosen: dict[str, str | int] = {
        "stack": choice("stack", "Layers", "Each reads the hidden states of the one below."),
        "haste": choice("haste", "Learning rate", "What Adam multiplies the gradient by."),
        "excerpt": pick(
            "excerpt", _EXCERPTS, "How much of the text", "Less text, shorter epochs.", by_address
        ),
        "seed": whole("seed", "Seed", "First weights, order and dropout come from it."),
    }
    return chosen


# ---------------------------------------------------------------- a learner's own text
def own_text() -> str:
    """The learner's own text, perhaps empty."""
    return str(st.session_state.get(_OWN, ""))


def _own_text() -> None:
    if _PASTED not in st.session_state and not st.session_state.get(_OF_FILE):
        st.session_state[_PASTED] = own_text()  # Streamlit emptied the field on another page
    left, right = st.columns([3, 2], gap="medium")
    with left:
        st.text_area(
            "Paste your text",
            key=_PASTED,
            height=160,
            on_change=_pasted,
            placeholder="A few pages or more: a story, lyrics, mails, code … up to 1 MB. "
            "Ctrl + Enter takes it.",
        )
    with right:
        upload("Or upload a text file", LARGEST, _FILE, on_change=_uploaded)
        st.caption("It stays in this session and is trained on this server. It is not in the link.")
    note = st.session_state.get(_NOTE)
    if note:
        say(note)
    which = _which()
    if which:
        st.caption(which)


def _which() -> str:
    """Which text it is, where a field shows another one or the text is nowhere to be seen."""
    file, pasted = st.session_state.get(_FILE), str(st.session_state.get(_PASTED, ""))
    if not own_text():
        return ""
    if not st.session_state.get(_OF_FILE):
        return "" if file is None else "What is pasted is learnt from, not the file."
    if pasted.strip():
        return "The uploaded file is learnt from, not what is pasted."
    return "The file that was uploaded is still learnt from." if file is None else ""


def _pasted() -> None:
    _take(*limited(st.session_state[_PASTED]), of_file=False)


def _uploaded() -> None:
    file = st.session_state[_FILE]
    if file is None:  # it was taken away again; what was read of it stays
        return
    try:
        _take(*uploaded(file.getvalue()), of_file=True)
    except UnreadableError as sentence:
        st.session_state[_NOTE] = f"{sentence} Nothing was changed."


def _take(text: str, note: str, *, of_file: bool) -> None:
    st.session_state[_OWN], st.session_state[_NOTE] = text, note
    st.session_state[_OF_FILE] = of_file
    st.session_state.pop(_OPENED, None)


# ---------------------------------------------------------------- presets
def preset_button(name: str) -> None:
    """Offer to open that training."""
    preset = PRESETS[name]
    st.button(
        preset.label,
        key=f"text.preset.{name}",
        on_click=_open,
        args=(preset.values,),
        icon=":material/play_arrow:",
    )


def _open(values: Mapping[str, str | int]) -> None:
    own = st.session_state.get("source") == OWN and st.session_state.get(_OWN)
    st.session_state.update(dict(values) | ({"source": OWN} if own else {}))
    st.session_state.pop(_OPENED, None)
    attend()


# ---------------------------------------------------------------- a network that was saved here
def load(model: SequenceModel, facts: dict[str, Any]) -> str | None:
    """Take that network, and its settings with it; else say why not."""
    found = loaded(model, facts)
    if isinstance(found, str):
        return found
    st.session_state.update(as_values(found.settings))
    st.session_state.pop(_OPENED, None)
    hold(PAGE, found.settings, found)
    return None


# ---------------------------------------------------------------- the moment of the training
def scrubbed(message: dict[str, Any]) -> None:
    """Note at which moment of the training the learner came to rest."""
    update = message.get("update")
    if isinstance(update, int):
        st.session_state[_OPENED] = update


def follow() -> None:
    """Let the writer follow the training again."""
    st.session_state.pop(_OPENED, None)


def opened() -> int | None:
    """The moment that the learner came to rest at, if any."""
    found: int | None = st.session_state.get(_OPENED)
    return found


# ---------------------------------------------------------------- the writer
def writer_controls(begins: tuple[str, ...]) -> tuple[str, Draw, bool]:
    """Draw what is asked of the writer: the text given, the draw, and whether it goes on."""
    columns = st.columns([2.7, 4.2, 2.8, 1.5], vertical_alignment="bottom", gap="small")
    with columns[0]:
        goes_on = choice("hand", "Who writes", "The model reads both alike.") == WRITES
    with columns[1]:
        heat = choice(
            "heat",
            "Temperature",
            "Below 1 the likely gets likelier, above 1 all come closer together; 0 always takes "
            "the likeliest.",
        )
    with columns[2]:
        among = choice("among", "Top k: choose among", "How many of the likeliest may be drawn.")
    with columns[3]:
        st.button("Another draw", on_click=_again, icon=":material/casino:", width="stretch")
    draw = Draw(float(heat), 0 if among == "all" else int(among), _sample())
    hidden = "coloured" if goes_on else "begin"
    if hidden in st.session_state:  # else Streamlit forgets what a field held that is not drawn
        st.session_state[hidden] = st.session_state[hidden]
    if goes_on:
        given = typed(
            "begin",
            "Seed text",
            "",
            "The model reads this first and then goes on.",
            placeholder="nothing: it begins after a line break",
        )
        if begins:
            suggestions("begin", begins, "Beginnings worth trying")
    else:
        given = typed(
            "coloured",
            "Your words",
            "",
            "Nothing is written: the model reads, and you see what it holds and expects.",
            placeholder="type something, for example: “Not now,” she said (and left).",
        )
    address.keep((*OF_TEXT, *OF_WRITER))
    return given[: MOST_CHARACTERS["coloured"]], draw, goes_on


def _sample() -> int:
    if address.decides():
        st.session_state["sample"] = TABLE["sample"].read(address.read("sample"))
    number = int(st.session_state.get("sample", TABLE["sample"].default))
    address.write("sample", str(number), str(TABLE["sample"].default))
    return number


def _again() -> None:
    number = int(st.session_state.get("sample", TABLE["sample"].default))
    st.session_state["sample"] = number % TABLE["sample"].high + 1


def placed(message: dict[str, Any]) -> None:
    """Note which character is to be opened in the cell player, and which unit is followed."""
    at, unit = message.get("at"), message.get("unit")
    if isinstance(at, int) and isinstance(unit, int) and at >= 0 and unit >= 0:
        count = st.session_state.get(_PLACE, (0, 0, 0))[2] + 1
        st.session_state[_PLACE] = (at, unit, count)


def arriving(count: int) -> bool:
    """Whether that opening, the so-manieth, is drawn for the first time."""
    fresh = st.session_state.get(_ARRIVED) != count
    st.session_state[_ARRIVED] = count
    return fresh


def place() -> tuple[int, int, int] | None:
    """That character and unit, and how often one was opened so far; None before the first."""
    found: tuple[int, int, int] | None = st.session_state.get(_PLACE)
    return found
