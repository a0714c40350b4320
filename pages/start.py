"""Start: the cell runs at once, then the way through."""

from lstm_ui.lessons import load_lesson
from lstm_ui.panels import cell_player, numbers_behind, step_code
from lstm_ui.settings import Settings
from lstm_ui.shell import halves, opening, way_on, words

lesson = load_lesson("start")
opening(lesson)
run = cell_player(Settings(), "start")
numbers_behind(run)
step_code(run)

left, right = halves()
with left:
    words(lesson, "What you are looking at")
with right:
    words(lesson, "The way through")
    way_on("pages/cell.py", "Inside the LSTM cell: one step, phase by phase")
    way_on("pages/sequence.py", "Through time: a whole sequence, from the first word to the answer")
    way_on("pages/backprop.py", "Backpropagation through time: one gradient, term by term")
    way_on("pages/gradients.py", "Vanishing, preserved, exploding: RNN, LSTM and GRU compared")
