"""Sigmoid, tanh, ReLU: what each is for, where they are flat, and what goes wrong when swapped."""

from lstm_core import repetition, sigmoid, sigmoid_slope, squashed_forward, tanh, tanh_slope
from lstm_ui.lessons import load_lesson
from lstm_ui.panels import engine_code
from lstm_ui.shell import beside, halves, onwards, opening, text_and_picture, words
from lstm_ui.squashing import panels
from lstm_ui.squashing.controls import swap_button

lesson = load_lesson("squashing")
opening(lesson)
panels.three_curves("Where is the sigmoid steepest?")

left, right = halves()
with left:
    words(lesson, "Where is the sigmoid steepest?")
    words(lesson, "Three ways to squash a number")
with right:
    words(lesson, "Saturation kills the slope")
    engine_code(sigmoid, sigmoid_slope, tanh, tanh_slope)

with beside(lesson, "Three times, again and again"):
    panels.again_and_again("Three times, again and again")
    engine_code(repetition)

with beside(lesson, "“Sigmoid times tanh: would one not do?”"):
    panels.one_write()

text, picture = text_and_picture()
with text:
    words(lesson, "“A gate could just as well be a tanh”")
    words(lesson, "Other swaps, other faults")
    swap_button("The counter that only counts up", "counter", "add")
    swap_button("Brackets without tanh on c", "brackets", "bare")
with picture:
    panels.swapped_cell("“A gate could just as well be a tanh”")
    engine_code(squashed_forward)

left, right = halves()
with left:
    words(lesson, "ReLU in the candidate")
    swap_button("The counter with ReLU", "counter", "relu")
with right:
    words(lesson, "At the output: sigmoid or softmax")
    panels.at_the_output()

onwards(lesson)
