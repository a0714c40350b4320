"""Forecast a series: a network beside forecasts that learn nothing, on days it never saw."""

from lstm_core.forecast import split_in_time, verdict_on
from lstm_ui.forecast import panels
from lstm_ui.forecast.controls import forecast_controls, preset_button
from lstm_ui.lessons import load_lesson
from lstm_ui.panels import engine_code
from lstm_ui.shell import beside, halves, onwards, opening, words

lesson = load_lesson("forecast")
opening(lesson)
problem = panels.asked(forecast_controls())
panels.series_and_training(problem)
ahead = panels.forecasts(problem)
engine_code(split_in_time, verdict_on)

left, right = halves()
with left:
    words(lesson, "Where may you cut a series?")
    words(lesson, "“I tried many settings, and kept the best on the test”")
with right:
    words(lesson, "Will the network beat “tomorrow is as today” on share prices?")
    preset_button("Alphabet, next week", chart="stock-goog")
    preset_button("Microsoft, a share that rose", chart="stock-msft")

with beside(lesson, "The number to beat"):
    panels.error_by_horizon(problem)
with beside(lesson, "One step ahead, and many"):
    panels.both_ways(problem)
with beside(lesson, "What is left over"):
    panels.left_over(problem, ahead)
with beside(lesson, "Gates over the series"):
    panels.gates_over(problem)

words(lesson, "One window, step by step")
panels.window(problem, ahead)

with beside(lesson, "The same network in PyTorch and Keras"):
    panels.kept(problem)

words(lesson, "Temperatures, shares, or yours")
preset_button("Back to the temperatures")
preset_button("A series of your own", chart="own")

onwards(lesson)
