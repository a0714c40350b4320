"""What the operating table asks the server for, and where the learner's edits are kept."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import asdict

import streamlit as st

from lstm_core.arithmetic import Place, numbers_of
from lstm_core.edits import Edits
from lstm_ui import address
from lstm_ui.runs import Run
from lstm_ui.settings import TABLE, Settings, starting_numbers
from lstm_ui.sources import RANDOM, network
from lstm_ui.surgery import files
from lstm_ui.surgery.comparison import original_of
from lstm_ui.surgery.history import History
from lstm_ui.surgery.payload import TRACED
from lstm_ui.surgery.spelling import SHORT, MisspeltError, read_edits, spell
from lstm_ui.surgery.tracing.controls import add_card
from lstm_ui.surgery.wishes import Message, edited
from lstm_ui.widgets import keep_typed, upload

_EDITS, _KEPT = "edits", "a"
WAITS = "What was held and changed in the last network waits there for your return."
_HISTORY, _PROBLEM, _FILE = "surgery.history", "surgery.problem", "surgery.file"


def edits_of(owner: str, by_address: bool) -> str:
    """The edits of the network of that name; each network keeps its own."""
    before = st.session_state.get(_EDITS, "")
    keep_typed(_EDITS, owner, "")
    if before and not st.session_state.get(_EDITS) and not by_address:
        tell(WAITS)
    if by_address:
        for name in (_EDITS, _KEPT):
            st.session_state[name] = address.read(name) or ""
    text: str = st.session_state.setdefault(_EDITS, "")
    address.write(_EDITS, text if len(text) <= SHORT else "", "")
    return text


def owner_of(net: str, cell: str, hidden_size: int) -> str:
    """Whom typed states and edits belong to: a network of another size has other places."""
    return f"{net} {cell} {hidden_size}"


def noted(settings: Settings) -> History:
    """Note the settings of this run; with it, what can be undone."""
    history: History = st.session_state.get(_HISTORY, History()).seen(settings)
    st.session_state[_HISTORY] = history
    return history


def kept_beside() -> tuple[Settings | None, str | None]:
    """The A that the learner kept, if any, and a sentence where the address asks for none."""
    text: str = st.session_state.get(_KEPT, "")
    try:
        kept = files.from_link(text) if text else None
    except MisspeltError as problem:
        st.session_state[_KEPT] = ""
        address.write(_KEPT, "", "")
        return None, f"{problem} A is the original network."
    address.write(_KEPT, text if len(text) <= SHORT else "", "")
    return kept, None


def operate(settings: Settings, run: Run) -> Callable[[Message], None]:
    """What hears the operating table of that picture."""

    def hear(message: Message) -> None:
        commands: dict[str, Callable[[], None]] = {
            "undo": _go,
            "redo": lambda: _go(undone=False),
            "reset": lambda: restore(original_of(settings)),
            "keep": lambda: _keep(files.as_link(settings)),
            "forget": lambda: _keep(""),
            "trace": lambda: _trace(run, message),
        }
        command = commands.get(str(message.get("do")))
        if command is not None:
            command()
        else:
            _edit(run, message)

    return hear


def _trace(run: Run, message: Message) -> None:
    step, unit = (message.get(name) for name in ("step", "unit"))
    if isinstance(step, int) and isinstance(unit, int) and message.get("name") in TRACED:
        place = Place(str(message["name"]), step, unit)
        inside = 0 <= step < len(run.parsed.tokens) and 0 <= unit < run.hidden_size
        if inside and place.name in numbers_of(run.model):
            add_card(run, place)


def _edit(run: Run, message: Message) -> None:
    """Hold, release or drop; what cannot be done leaves all as it was, with a sentence."""
    try:
        edits = read_edits(st.session_state.get(_EDITS, ""))  # a faster wish may have come before
    except MisspeltError:
        edits = Edits()
    try:
        wanted = spell(edited(edits, run, message))
        read_edits(wanted)
    except (KeyError, TypeError, ValueError) as problem:
        said = isinstance(problem, MisspeltError)
        tell(str(problem) if said else "That cannot be held.")
        return
    st.session_state[_EDITS] = wanted


def tell(sentence: str) -> None:
    """Have that sentence said where the table stands."""
    st.session_state[_PROBLEM] = sentence


def said() -> str | None:
    """The sentence about a wish that could not be met, once."""
    problem: str | None = st.session_state.pop(_PROBLEM, None)
    return problem


def ways_back(settings: Settings) -> None:
    """The ways back where there is no picture to go back in."""
    history: History = st.session_state.get(_HISTORY, History())
    with st.container(horizontal=True):
        if history.can_undo:
            st.button("Undo", on_click=_go, icon=":material/undo:")
        if settings != original_of(settings):
            original = original_of(settings)
            st.button("Back to the original network", on_click=restore, args=(original,))


def draw_button() -> None:
    """Offer another random network; its seed then stands in the field beside it."""
    st.button("New random", on_click=_draw, icon=":material/casino:")


def save_and_load(settings: Settings) -> None:
    """Both networks as a file, and a file as both networks."""
    with st.popover("Save and load", icon=":material/save:"):
        kept, _ = kept_beside()
        st.download_button(
            "Download as JSON",
            files.as_file(settings, kept),
            file_name="gatescope-surgery.json",
            mime="application/json",
            on_click="ignore",
            icon=":material/download:",
        )
        upload("Load such a file", files.MOST_BYTES, _FILE, on_change=_load)


def _load() -> None:
    uploaded = st.session_state[_FILE]
    if uploaded is None:  # it was taken away again
        return
    try:
        b, a = files.from_file(uploaded.getvalue())
    except MisspeltError as problem:
        tell(f"{problem} Nothing was changed.")
        return
    restore(b)
    _keep("" if a is None else files.as_link(a))


def _keep(text: str) -> None:
    st.session_state[_KEPT] = text


def _go(*, undone: bool = True) -> None:
    history: History = st.session_state.get(_HISTORY, History())
    history = history.undone() if undone else history.redone()
    st.session_state[_HISTORY] = history
    if history.now is not None:
        restore(history.now)


def _draw() -> None:
    seed = TABLE["seed"]
    st.session_state["seed"] = seed.low + secrets.randbelow(seed.high - seed.low + 1)


def restore(wanted: Settings) -> None:
    """Let every control that there then is say what these settings say."""
    state = st.session_state
    example = network(wanted.net, wanted.cell, wanted.hidden, wanted.seed)
    hidden_size = example.model.cell.hidden_size
    owner = owner_of(wanted.net, wanted.cell, hidden_size)
    keep_typed("text", wanted.net, "")  # what was typed for the last network waits for its return
    for name in ("h0", "c0", _EDITS):
        keep_typed(name, owner, "")
    drawn = wanted.net == RANDOM
    told = asdict(wanted)
    told["text"] = example.default if wanted.text is None else wanted.text
    for name in ("h0", "c0"):
        told[name] = told[name] or state.get(name) or starting_numbers(name, hidden_size)
    if not drawn:
        del told["hidden"]
    if not drawn and wanted.start != "random":
        del told["seed"]
    for name, value in told.items():
        state[name] = value
