"""Inside the LSTM cell: one step, phase by phase."""

from lstm_ui import panels
from lstm_ui.controls import controls, example_button
from lstm_ui.lessons import load_lesson
from lstm_ui.shell import opening, say, way_on, words

lesson = load_lesson("cell")
opening(lesson)
settings = controls()
panels.two_cells(settings)
run = panels.cell_player(settings, "cell")

words(lesson, "From one layer to four")
words(lesson, "What each part does")
panels.step_code(run)
panels.numbers_behind(run)

words(lesson, "Two states of the same size")
example_button("Start from the example of size 5", "intents", start="typed")

words(lesson, "“The forget gate is 1, so it forgets”")
words(lesson, "“A gate is one switch, on or off”")
words(lesson, "“Both gates see the same input, so f = i”")
panels.corners()
words(lesson, "The rows that decide")
panels.weights(run)
words(lesson, "“Sigmoid times tanh: would one not do?”")

words(lesson, "“Where do all the parameters come from?”")
panels.parameter_counter()
words(lesson, "“Units, time steps, cells: it is all the same”")
say(run.sizes)

way_on("pages/sequence.py", "Next: follow the states through time")
