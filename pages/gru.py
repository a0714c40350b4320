"""GRU and other variants: what corresponds to what in an LSTM, and what each trade costs."""

from lstm_ui.gru import panels
from lstm_ui.gru.controls import variant_controls
from lstm_ui.lessons import load_lesson
from lstm_ui.panels import numbers_behind, step_code
from lstm_ui.shell import beside, halves, onwards, opening, words

lesson = load_lesson("gru")
opening(lesson)
settings = variant_controls()
run = panels.walk(settings)
numbers_behind(run)
step_code(run)

left, right = halves()
with left:
    words(lesson, "What a GRU is made of")
with right:
    words(lesson, "Two relatives of the LSTM")

left, right = halves()
with left:
    words(lesson, "One gate for two jobs")
with right:
    words(lesson, "How to read the rows")
panels.lstm_beside_gru(settings, "One gate for two jobs")

with beside(lesson, "“GRU’s z: does it update or keep?”"):
    panels.both_conventions(settings, "“GRU’s z: does it update or keep?”")
with beside(lesson, "Reset before or after the weights"):
    panels.both_orders(settings, "Reset before or after the weights")
with beside(lesson, "Where the parameters go"):
    panels.counts()

left, right = halves()
with left:
    words(lesson, "When is each enough?")
with right:
    words(lesson, "What our own networks say")

onwards(lesson)
