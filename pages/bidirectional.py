"""Reading both ways: when the future helps, and when it may not be used."""

from lstm_core import Bidirectional
from lstm_ui.bidirectional.controls import gap_controls
from lstm_ui.bidirectional.panels import both_ways
from lstm_ui.lessons import load_lesson
from lstm_ui.panels import engine_code
from lstm_ui.shell import halves, onwards, opening, text_and_picture, words

lesson = load_lesson("bidirectional")
opening(lesson)
text, picture = text_and_picture()
with text:
    words(lesson, "Which reader gets it?")
    words(lesson, "“The future always helps”")
with picture:
    settings = gap_controls()
    both_ways(lesson, settings)
    engine_code(Bidirectional.forward, Bidirectional.backward)

left, right = halves()
with left:
    words(lesson, "Two cells, one sentence")
    words(lesson, "How wide is h now?")
    words(lesson, "What it costs")
with right:
    words(lesson, "A leak looks like skill")
    words(lesson, "Where the future is there")

onwards(lesson)
