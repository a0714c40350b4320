"""Start: the cell runs at once, then the way through."""

from lstm_ui.challenges.panels import progress
from lstm_ui.guide import tour_link
from lstm_ui.lessons import load_lesson
from lstm_ui.panels import cell_player, numbers_behind, step_code
from lstm_ui.settings import Settings
from lstm_ui.shell import halves, opening, unseen, words

lesson = load_lesson("start")
opening(lesson, tour_link)
run = cell_player(Settings(), "start")
numbers_behind(run)
step_code(run)

prose, way = halves()
with prose:
    words(lesson, "What you are looking at")
    words(lesson, "The way through")
with way:
    progress()

unseen(lesson)
