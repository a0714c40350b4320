"""Backpropagation through time: forward, loss, backward, update on a small unrolled network."""

from lstm_core import LSTM, RNN, SequenceModel
from lstm_ui.backprop.controls import unrolled_controls
from lstm_ui.backprop.panels import backprop_player
from lstm_ui.lessons import load_lesson
from lstm_ui.panels import engine_code
from lstm_ui.shell import halves, onwards, opening, words

lesson = load_lesson("backprop")
opening(lesson)
settings = unrolled_controls()
backprop_player(settings)
engine_code(SequenceModel.backward, (LSTM if settings.unrolled == "LSTM" else RNN).backward)

left, right = halves()
with left:
    words(lesson, "Training in three moves")
    words(lesson, "One weight, many uses")
    words(lesson, "“Every time step has its own weights”")
with right:
    words(lesson, "The chain rule, factor by factor")
    words(lesson, "The straight way through an LSTM")
    words(lesson, "What a gradient is")

left, right = halves()
with left:
    words(lesson, "How large a step?")
with right:
    words(lesson, "Where learning stands still")

onwards(lesson)
