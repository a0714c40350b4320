"""Inside the LSTM cell: one step, phase by phase."""

from lstm_ui import panels
from lstm_ui.controls import controls, example_button
from lstm_ui.guide import led, tour_button
from lstm_ui.lessons import load_lesson
from lstm_ui.shell import halves, onwards, opening, say, words
from lstm_ui.surgery.panels import operating_player

lesson = load_lesson("cell")
opening(lesson, tour_button)
settings = led(controls)
run = operating_player(settings, "cell")
panels.numbers_behind(run)
panels.step_code(run)

panels.two_cells(settings)
panels.numbers_behind_both(settings)

left, right = halves()
with left:
    words(lesson, "From one layer to four")
    words(lesson, "Two states of the same size")
    example_button("Start from the example of size 5", "intents", start="typed")
with right:
    words(lesson, "What each part does")

left, right = halves()
with left:
    words(lesson, "“The forget gate is 1, so it forgets”")
with right:
    words(lesson, "“A gate is one switch, on or off”")

left, right = halves()
with left:
    words(lesson, "“Both gates see the same input, so f = i”")
    panels.corners()
with right:
    words(lesson, "The rows that decide")
    panels.weights(run)

left, right = halves()
with left:
    words(lesson, "“Where do all the parameters come from?”")
    panels.parameter_counter()
with right:
    words(lesson, "“Sigmoid times tanh: would one not do?”")
    words(lesson, "“Units, time steps, cells: it is all the same”")
    say(run.sizes)

onwards(lesson)
