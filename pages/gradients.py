"""Vanishing, preserved, exploding: what is left of a gradient, step by step on the way back."""

from lstm_ui.gradients import panels
from lstm_ui.gradients.controls import gradient_controls
from lstm_ui.lessons import load_lesson
from lstm_ui.shell import opening, way_on

lesson = load_lesson("gradients")
opening(lesson)
settings = gradient_controls()
panels.flow_player(settings)

way_on("pages/start.py", "Back to the start")
