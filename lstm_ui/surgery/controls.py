"""What the operating table asks the server for, and where the learner's edits are kept."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import streamlit as st

from lstm_core.edits import Change, Clamp, Edits, locate
from lstm_ui import address
from lstm_ui.runs import Run
from lstm_ui.settings import TABLE, Settings, starting_numbers
from lstm_ui.sources import network
from lstm_ui.surgery import files
from lstm_ui.surgery.comparison import original_of
from lstm_ui.surgery.history import History
from lstm_ui.surgery.spelling import SHORT, MisspeltError, read_edits, spell
from lstm_ui.surgery.tracing.controls import add_card
from lstm_ui.widgets import keep_typed

_EDITS, _KEPT = "edits", "a"
_HISTORY, _PROBLEM, _FILE = "surgery.history", "surgery.problem", "surgery.file"
TRACED = ("i", "f", "g", "o", "r", "z", "n", "c", "h", "kept", "written", "tanh_c", "hn",
          "reset_part")  # fmt: skip
"""What the operating table can ask a card of."""
SEEN = 0.0006
"""How far a number lies from its three decimals on the screen, which came of four, at most."""
Message = dict[str, Any]


def edits_of(owner: str, by_address: bool) -> str:
    """The edits of the network of that name; each network keeps its own."""
    keep_typed(_EDITS, owner, "")
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
        commands = {
            "undo": lambda: _go(settings),
            "redo": lambda: _go(settings, undone=False),
            "reset": lambda: restore(settings, original_of(settings)),
            "keep": lambda: _keep(files.as_link(settings)),
            "forget": lambda: _keep(""),
            "trace": lambda: _trace(run, message),
        }
        command = commands.get(str(message.get("do")))
        if command is not None:
            command()
        else:
            _edit(settings.edits, run, message)

    return hear


def _trace(run: Run, message: Message) -> None:
    name, at = str(message.get("name")), (message.get("step"), message.get("unit"))
    step, unit = (number if isinstance(number, int) else -1 for number in at)
    inside = 0 <= step < len(run.parsed.tokens) and 0 <= unit < run.hidden_size
    if inside and name in TRACED:
        add_card(name, step, unit)


def _edit(text: str, run: Run, message: Message) -> None:
    """Hold, release or drop; what cannot be done leaves all as it was, with a sentence."""
    try:
        edits = read_edits(text)
    except MisspeltError:
        edits = Edits()
    try:
        wanted = spell(edited(edits, run, message))
        read_edits(wanted)
    except (KeyError, TypeError, ValueError) as problem:
        said = isinstance(problem, MisspeltError)
        st.session_state[_PROBLEM] = str(problem) if said else "That cannot be held."
        return
    st.session_state[_EDITS] = wanted


def edited(edits: Edits, run: Run, message: Message) -> Edits:
    """The edits after one more wish of the operating table.

    Raises
    ------
    KeyError, TypeError, ValueError
        When the message is none that the table sends of that run.
    """
    wishes = {"hold": _held, "release": _held, "set": _set, "drop": _dropped}
    try:
        return wishes[message["do"]](edits, run, message)
    except (IndexError, OverflowError) as problem:
        raise ValueError(str(problem)) from problem


def _held(edits: Edits, run: Run, message: Message) -> Edits:
    T, H = len(run.parsed.tokens), run.hidden_size
    steps, units = _span(message["steps"], T), _span(message["units"], H)
    releases = message["do"] == "release"
    clamp = Clamp(
        str(message["gate"]),
        0.0 if releases else float(message["value"]),
        steps=None if steps == (0, T - 1) else steps,
        units=None if units == (0, H - 1) else tuple(range(units[0], units[1] + 1)),
    )
    return edits.released(clamp, T, H) if releases else edits.held(clamp)


def _span(among: Any, size: int) -> tuple[int, int]:
    first, last = (int(at) for at in among)
    if not 0 <= first <= last < size:
        raise ValueError(f"{first} to {last} are not among {size}")
    return first, last


def _set(edits: Edits, run: Run, message: Message) -> Edits:
    column = message["column"]
    at = None if column is None else int(column)
    where = (str(message["part"]), str(message["gate"]), int(message["row"]), at)
    change = Change(*where, float(message["value"]))
    name, index = locate(run.example.model, change)
    was = float(run.example.model.parameters[name][index])
    same = abs(change.value - was) < SEEN
    return edits.restored(change) if same else edits.changed(change)


def _dropped(edits: Edits, run: Run, message: Message) -> Edits:
    gone = read_edits(str(message["edit"]))
    shown = (len(run.parsed.tokens), run.hidden_size)  # what is listed is cut to these
    places = {change.place for change in gone.changes}
    return Edits(
        tuple(c for c in edits.clamps if not {c, c.within(*shown)} & set(gone.clamps)),
        tuple(one for one in edits.changes if one.place not in places),
    )


def said() -> str | None:
    """The sentence about a wish that could not be met, once."""
    problem: str | None = st.session_state.pop(_PROBLEM, None)
    return problem


def ways_back(settings: Settings) -> None:
    """The ways back where there is no picture to go back in."""
    history: History = st.session_state.get(_HISTORY, History())
    with st.container(horizontal=True):
        if history.can_undo:
            st.button("Undo", on_click=_go, args=(settings,), icon=":material/undo:")
        if settings != original_of(settings):
            original = (settings, original_of(settings))
            st.button("Back to the original network", on_click=restore, args=original)


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
        st.file_uploader(
            "Load such a file", type="json", key=_FILE, on_change=_load, args=(settings,)
        )


def _load(settings: Settings) -> None:
    uploaded = st.session_state[_FILE]
    if uploaded is None:  # it was taken away again
        return
    try:
        b, a = files.from_file(uploaded.getvalue())
    except MisspeltError as problem:
        st.session_state[_PROBLEM] = f"{problem} Nothing was changed."
        return
    restore(settings, b)
    _keep("" if a is None else files.as_link(a))


def _keep(text: str) -> None:
    st.session_state[_KEPT] = text


def _go(settings: Settings, *, undone: bool = True) -> None:
    history: History = st.session_state.get(_HISTORY, History())
    history = history.undone() if undone else history.redone()
    st.session_state[_HISTORY] = history
    if history.now is not None:
        restore(settings, history.now)


def _draw() -> None:
    seed = TABLE["seed"]
    st.session_state["seed"] = seed.low + secrets.randbelow(seed.high - seed.low + 1)


def restore(now: Settings, wanted: Settings) -> None:
    """Let every control say what these settings say."""
    hidden_size = network(wanted.net, wanted.cell, wanted.hidden).model.layers[0].hidden_size
    owner = owner_of(wanted.net, wanted.cell, hidden_size)
    keep_typed("text", wanted.net, "")  # what was typed for the last network waits for its return
    for name in ("h0", "c0", _EDITS):
        keep_typed(name, owner, "")
    told = asdict(wanted)
    if wanted.text is None:
        told["text"] = network(wanted.net, wanted.cell).default
    for name in ("h0", "c0"):
        if told[name] is None:
            told[name] = starting_numbers(name, hidden_size)
    for name, value in told.items():
        if value != getattr(now, name):
            st.session_state[name] = value
