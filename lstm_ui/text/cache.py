"""What the page of texts has made once is not made again."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from lstm_core.model import SequenceModel
from lstm_core.text.tracking import Tracking
from lstm_ui.text import runs
from lstm_ui.text.author import Author
from lstm_ui.text.problem import TextProblem, TextSettings
from lstm_ui.text.saving import said_of
from lstm_ui.text.tracked import Tracked, tracking
from lstm_ui.text.tracked import tracked as find_tracked
from lstm_ui.text.writing import Draw, Written, beginning, sample
from lstm_ui.text.writing import written as write

SAMPLE = 140
"""Characters of each of the samples that show how a network learns."""


@st.cache_resource(show_spinner=False, max_entries=30)
def run(settings: TextSettings, own: str, owner: str) -> runs.Run | str:
    """The run of those settings, or the sentence that says why there is none."""
    return runs.make_run(settings, own, owner)


def sampled(problem: TextProblem, model: SequenceModel, update: int, begin: str, draw: Draw) -> str:
    """What that network writes after that update."""
    return _sampled(problem.key, update, begin, draw, problem, model)


@st.cache_data(show_spinner=False, max_entries=2000)
def _sampled(
    key: Any, update: int, begin: str, draw: Draw, _problem: TextProblem, _model: SequenceModel
) -> str:
    text = _problem.text
    ids = sample(_model, text, beginning(text, begin), draw, SAMPLE)
    return text.decode(ids)


def written(author: Author, given: str, draw: Draw, length: int) -> Written:
    """What that author writes after those characters, and all that it then held."""
    return _written(author.key, given, draw, length, author)


@st.cache_resource(show_spinner=False, max_entries=60)
def _written(key: Any, given: str, draw: Draw, length: int, _author: Author) -> Written:
    with np.errstate(over="raise", invalid="raise"):
        return write(_author.state.model, _author.text, given, draw, length)


def told(author: Author) -> str:
    """What is said of an author from a file, measured anew but once."""
    return _told(author.key, author)


@st.cache_data(show_spinner=False, max_entries=60)
def _told(key: Any, _author: Author) -> str:
    return said_of(_author)


def tracked(author: Author) -> Tracked | None:
    """What the units of that network track; None where its numbers or its text do not tell."""
    problem = author.problem
    return None if problem is None else _tracked(author.key, problem, author.state.model)


@st.cache_resource(show_spinner=False, max_entries=60)
def _tracked(key: Any, _problem: TextProblem, _model: SequenceModel) -> Tracked | None:
    try:
        return find_tracked(_problem, _model, _untrained(_problem.key, _problem))
    except ValueError:
        return None


@st.cache_resource(show_spinner=False, max_entries=30)
def _untrained(key: Any, _problem: TextProblem) -> tuple[Tracking, ...]:
    return tracking(_problem, _problem.start())
