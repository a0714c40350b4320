"""The widgets of the training page, and what its player and its presets ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from lstm_core.model import SequenceModel
from lstm_ui import address
from lstm_ui.controls import attend
from lstm_ui.questions import committed
from lstm_ui.settings import CHOICES, TABLE, WHOLE_NUMBERS, TrainSettings
from lstm_ui.shell import say
from lstm_ui.train import cache
from lstm_ui.train.contrasts import CONTRASTS
from lstm_ui.train.memory import JUDGED
from lstm_ui.train.opening import OF_TRAIN
from lstm_ui.train.own import OwnData, digest_of
from lstm_ui.train.presets import ANSWERS, PRESETS, as_settings, opening_of
from lstm_ui.train.runs import sides
from lstm_ui.train.saving import PAGE, loaded, values_in
from lstm_ui.train.tasks import MEMORY_TASKS, OWN, TITLES
from lstm_ui.training.cache import seat
from lstm_ui.training.controls import hold
from lstm_ui.uploads import MOST_BYTES
from lstm_ui.widgets import choice, pick, take_from_address, upload, whole

_OPENED, _ANSWERED = "train.opened", "train.answered"
_OWN, _LAST = "train.own", "train.last"
_HOW = {
    "optimiser": ("Optimiser", "What is made of the gradient."),
    "cap": ("Clip the gradient at", "The longest gradient allowed, by norm."),
    "together": ("B, sequences in a batch", "They are read together for one update."),
    "updates": ("Updates", "How often the weights are changed."),
}
_FROM = {
    "bias": ("Bias of the gate that keeps", "At the start: f of an LSTM, z of a GRU."),
    "layers": ("Layers", "Each reads the hidden states of the one below."),
    "dropout": ("Dropout", "Share of the numbers that are silenced on their way out of a layer."),
    "reach": ("Gradient runs over", "Steps: truncated backpropagation cuts it there."),
}
BESIDE = {key: title for key, (title, _) in CONTRASTS.items()}


def train_controls() -> TrainSettings:
    """Draw the controls and return what they say."""
    by_address = address.follow(OF_TRAIN, WHOLE_NUMBERS, CHOICES)
    _answer()
    said: dict[str, str | int] = {}
    columns = st.columns([2.6, 2.6, 3.4, 1.4], vertical_alignment="bottom", gap="small")
    _suit(by_address)
    with columns[0]:
        said["task"] = task = pick("task", TITLES, "Task", "What is to be learnt.", by_address)
    with columns[1]:
        said["grade"] = 0 if task == OWN else _grade(task, by_address)
    with columns[2]:
        said["learner"] = choice("learner", "Run A: cell", "The kind of recurrent layer.")
    with columns[3], st.popover("More", icon=":material/tune:", width="stretch"):
        said |= _more(by_address)
    columns = st.columns([2.6, 3.4, 4], vertical_alignment="bottom", gap="small")
    with columns[0]:
        said["size"] = choice("size", "H, units", "How many numbers each gate and state has.")
    with columns[1]:
        said["beside"] = _beside("beside", "Run B: as A, but", by_address)
    with columns[2]:
        said["third"] = _beside("third", "Run C: as A, but", by_address)
    if task != OWN:
        st.caption(f"{MEMORY_TASKS[task].asks} {MEMORY_TASKS[task].reference}.")
    else:
        own_file()
    address.keep(OF_TRAIN)
    return _settings(said)


def _settings(values: Mapping[str, str | int]) -> TrainSettings:
    """What the widgets say, and whose the data are where they are the learner's own."""
    settings, data = as_settings(values), own_data()
    if settings.task != OWN or data is None:
        return settings
    return replace(settings, owner=f"{seat().name} {data.digest}")


def _answer() -> None:
    """Open the runs that answer a question, once a prediction was made; none under way is left."""
    made = {heading for heading in ANSWERS if committed(heading) is not None}
    for heading in () if seat().busy else made - st.session_state.get(_ANSWERED, set()):
        _open(PRESETS[ANSWERS[heading]].values)
    st.session_state[_ANSWERED] = made


def _suit(by_address: bool) -> None:
    """Set what suits a task when another one is chosen; an address says all itself."""
    named = address.read("task") if by_address else st.session_state.get("task")
    task = str(TABLE["task"].read(named))
    if not by_address and st.session_state.get(_LAST, task) != task:
        kept = ("task", "learner", "beside", "third", "seed")
        opening = opening_of(task)
        st.session_state.update({name: opening[name] for name in opening if name not in kept})
    st.session_state[_LAST] = task


def own_file() -> None:
    """Ask for a learner's own sequences; what was read last stays until a better file comes."""
    with st.container(key="own-data"):
        file = upload(
            "Your own CSV: a sequence and its label in each row",
            MOST_BYTES,
            "train.file",
            help="Words, letters, or numbers between blanks. The file stays in this session.",
        )
        st.download_button(
            "A sample file",
            cache.sample(),
            file_name="gatescope-sequences.csv",
            mime="text/csv",
            on_click="ignore",
            icon=":material/download:",
        )
        if file is not None:
            _take(file.getvalue())
        data = own_data()
        if data is not None:
            st.caption(_sides_of(data))


def _sides_of(data: OwnData) -> str:
    measured = min(JUDGED, sum(data.labelled.held_out))
    return (
        f"{data.task.asks} {data.learnt_from} of them are learnt from; loss and score are measured "
        f"on {measured} others, held out."
    )


def _take(content: bytes) -> None:
    read = cache.labelled(content)
    if isinstance(read, str):
        say(f"{read} {'What you had is still here.' if own_data() else ''}".strip())
        return
    st.session_state[_OWN] = OwnData(read, digest_of(content))
    for note in read.notes:
        say(note)


def own_data() -> OwnData | None:
    """The learner's own sequences, if any were read."""
    data: OwnData | None = st.session_state.get(_OWN)
    return data


def _grade(task: str, by_address: bool) -> int:
    """The difficulty, on the dial of the task; each task opens with its own."""
    what = MEMORY_TASKS[task]
    if by_address:
        take_from_address("grade")
    if st.session_state.get("grade") not in what.grades:
        st.session_state["grade"] = what.grade
    grade = int(st.select_slider(what.dial, what.grades, key="grade", help="How hard the task is."))
    address.write("grade", str(grade), str(what.grade))
    return grade


def _beside(name: str, label: str, by_address: bool) -> str:
    return pick(
        name,
        BESIDE,
        label,
        "The same data and the same seed, and one thing otherwise; what is the same is left out.",
        by_address,
    )


def _more(by_address: bool) -> dict[str, str | int]:
    """Controls that a first reading does without."""
    left, right = st.columns(2, gap="medium")
    with left:
        rates = {rate: rate for rate in TABLE["eta"].options}
        explained = "What the gradient is multiplied by."
        chosen: dict[str, str | int] = {
            "eta": pick("eta", rates, "Learning rate", explained, by_address)
        }
        chosen |= {name: choice(name, label, said) for name, (label, said) in _HOW.items()}
    with right:
        chosen |= {name: choice(name, label, said) for name, (label, said) in _FROM.items()}
        chosen["seed"] = whole("seed", "Seed", "First weights, data and dropout come from it.")
        chosen["probe"] = whole("probe", "Held-out sequence", "Gates are shown on this one.")
    return chosen


def preset_button(name: str) -> None:
    """Offer to open the runs of that preset."""
    preset = PRESETS[name]
    st.button(
        preset.label,
        key=f"preset.{name}",
        on_click=_open,
        args=(preset.values,),
        icon=":material/play_arrow:",
    )


def _open(values: Mapping[str, str | int]) -> None:
    _set(values)
    attend()


def _set(values: Mapping[str, str | int]) -> None:
    st.session_state.update(values)
    st.session_state[_LAST] = values["task"]
    st.session_state.pop(_OPENED, None)


def load(model: SequenceModel, facts: dict[str, Any]) -> str | None:
    """Take a network that was saved here, and its settings with it; else say why not."""
    values = values_in(facts, own_data())
    if isinstance(values, str):
        return values
    settings = _settings(values)
    problem = sides(settings, own_data() if settings.owner else None)[0].problem
    found = loaded(model, facts, problem)
    if isinstance(found, str):
        return found
    _set(values)  # and stay: what was loaded is shown where it was loaded
    hold(PAGE, problem.key, found)
    return None


def follow() -> None:
    """Let the cell player follow the training again."""
    st.session_state.pop(_OPENED, None)


def scrubbed(message: dict[str, Any]) -> None:
    """Note at which moment of which run the learner came to rest."""
    letter, update = message.get("run"), message.get("update")
    if letter in ("A", "B", "C") and isinstance(update, int):
        st.session_state[_OPENED] = (letter, update)


def opened() -> tuple[str, int] | None:
    """The moment that the learner came to rest at, if any."""
    found: tuple[str, int] | None = st.session_state.get(_OPENED)
    return found
