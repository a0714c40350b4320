"""Why a network needs memory: one frame against several, the loop, the chain, the first word."""

from lstm_core import RNN
from lstm_ui.lessons import load_lesson
from lstm_ui.panels import engine_code
from lstm_ui.recurrence import controls, panels
from lstm_ui.shell import beside, halves, onwards, opening, words

lesson = load_lesson("recurrence")
opening(lesson)
controls.follow()

with beside(lesson, "One snapshot does not tell"):
    panels.snapshots()

with beside(lesson, "Which way does the ball go?"):
    panels.ball("Which way does the ball go?")

with beside(lesson, "The same input twice"):
    panels.same_input("The same input twice")

left, right = halves()
with left:
    words(lesson, "A loop is a chain")
with right:
    words(lesson, "“Every time step has its own weights”")
    words(lesson, "“Units, time steps, cells: all the same number”")
panels.chain()
engine_code(RNN.step)

with beside(lesson, "How many weights?"):
    panels.blocks("How many weights?")

with beside(lesson, "What is left of the first word"):
    panels.reading("What is left of the first word")
controls.keep()

onwards(lesson)
