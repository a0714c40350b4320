"""Gate surgery: change anything in a network, and see what follows beside the original."""

from lstm_ui.controls import controls
from lstm_ui.lessons import load_lesson
from lstm_ui.panels import numbers_behind
from lstm_ui.shell import opening, way_on
from lstm_ui.surgery import panels

lesson = load_lesson("surgery")
opening(lesson)
settings = controls()
run = panels.operating_player(settings, "surgery")
panels.save_and_load(settings)
numbers_behind(run)
panels.matrices(settings, run)

way_on("pages/start.py", "Back to the start")
