"""Start: the cell runs at once, then the way through."""

import streamlit as st

from lstm_ui.lessons import load_lesson
from lstm_ui.panels import cell_player
from lstm_ui.settings import Settings
from lstm_ui.shell import opening, words

lesson = load_lesson("start")
opening(lesson)
cell_player(Settings(), "start")

words(lesson, "What you are looking at")
words(lesson, "The way through")
words(lesson, "Inside the LSTM cell")
st.page_link("pages/cell.py", label="Go inside the cell", icon=":material/arrow_forward:")
words(lesson, "Through time")
st.page_link("pages/sequence.py", label="Follow it through time", icon=":material/arrow_forward:")
