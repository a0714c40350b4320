"""Vanishing, preserved, exploding: what is left of a gradient, step by step on the way back."""

from lstm_core import state_jacobians
from lstm_ui.gradients import panels
from lstm_ui.gradients.controls import clipping_controls, gradient_controls, preset_button
from lstm_ui.lessons import load_lesson
from lstm_ui.panels import engine_code
from lstm_ui.shell import beside, halves, onwards, opening, words

lesson = load_lesson("gradients")
opening(lesson)
settings = panels.flow_player(gradient_controls())
engine_code(state_jacobians)

left, right = halves()
with left:
    words(lesson, "How to read the lanes")
    words(lesson, "What if nothing were forgotten?")
    preset_button("Hold f at 1", held="1")
    preset_button("Hold f at 0.5", held="0.5")
    preset_button("Back to how the page opens")
    words(lesson, "“An LSTM abolishes vanishing and exploding gradients”")
    preset_button("f below 1: it decays", forget="0")
    preset_button("Large weights: it explodes", three="numbers", read="0", scale="3", forget="5")
    preset_button("Saturated tanh(c): it is blocked", three="first_symbol", steps=21)
with right:
    words(lesson, "“I know why there are gates, but not how they stop the vanishing”")
    panels.one_step(settings)

with beside(lesson, "“The forget bias is a detail”"):
    panels.half_lives(settings)
with beside(lesson, "Whose loss, which step"):
    panels.whose_loss(settings)
with beside(lesson, "How much of each word is left"):
    panels.what_is_left(settings)

words(lesson, "When it explodes: clipping")
panels.clipping(*clipping_controls())

with beside(lesson, "“Truncated backpropagation shortens the memory”"):
    panels.windows(settings, "“Truncated backpropagation shortens the memory”")

onwards(lesson)
