"""One-to-one … many-to-many: how many go in, how many come out, and a trained network of each."""

from lstm_ui.lessons import load_lesson
from lstm_ui.shapes.panels import exercise, five_shapes
from lstm_ui.shell import halves, onwards, opening, words

lesson = load_lesson("shapes")
opening(lesson)
five_shapes(lesson["When is the answer asked for?"], lesson["What crosses the bridge?"])

left, right = halves()
with left:
    words(lesson, "When is the answer asked for?")
with right:
    words(lesson, "What crosses the bridge?")

left, right = halves()
with left:
    words(lesson, "Count what goes in and what comes out")
    words(lesson, "From the last state to the answer")
    words(lesson, "Fed with its own output")
with right:
    words(lesson, "“The output is always as long as the input”")
    words(lesson, "An encoder, a bridge, a decoder")
    words(lesson, "Looking back: attention")

words(lesson, "Where do the tasks belong?")
exercise()
onwards(lesson)
