"""Through time: a whole sequence, from the first item to the answer."""

from lstm_core import SequenceModel
from lstm_ui import panels
from lstm_ui.controls import controls, example_button
from lstm_ui.lessons import load_lesson
from lstm_ui.shell import halves, onwards, opening, text_and_picture, words
from lstm_ui.surgery.panels import operating_player

lesson = load_lesson("sequence")
opening(lesson)
settings = controls()
run = operating_player(settings, "sequence")
panels.numbers_behind(run)
panels.engine_code(SequenceModel.forward)

text, chart = text_and_picture()
with text:
    words(lesson, "Which words opened which gate")
    words(lesson, "“Once trained, a gate is a constant”")
with chart:
    panels.gate_chart(run)

left, right = halves()
with left:
    words(lesson, "How the answer comes about")
    words(lesson, "“When is the state reset?”")
    panels.two_readings(run)
with right:
    words(lesson, "“Three outputs: which of them do I take?”")

left, right = halves()
with left:
    words(lesson, "“c and h are the same thing”")
    example_button("Show the gatekeeper", "gatekeeper")
with right:
    words(lesson, "“tanh is applied again to c, so c stays within ±1”")
    example_button("Show the brackets", "brackets", text="((((((a))))))")

onwards(lesson)
