"""Gate surgery: change anything in a network, and see what follows beside the original."""

from lstm_ui.challenges.controls import begins, opened
from lstm_ui.challenges.controls import opening as challenge_opening
from lstm_ui.challenges.panels import board
from lstm_ui.controls import controls, example_button
from lstm_ui.lessons import load_lesson
from lstm_ui.panels import numbers_behind
from lstm_ui.settings import OF_SURGERY
from lstm_ui.shell import halves, onwards, opening, words
from lstm_ui.surgery import panels
from lstm_ui.surgery.asides.panels import four_corners, shape_lens, two_sequences
from lstm_ui.surgery.controls import save_and_load
from lstm_ui.surgery.tracing.panels import cards

lesson = load_lesson("surgery")
opening(lesson)
settings = controls(OF_SURGERY, challenge_opening())
if opened():
    board(settings)
run = panels.operating_player(settings, "surgery", begins())
save_and_load(settings)
numbers_behind(run)

left, right = halves()
with left:
    words(lesson, "How to operate")
with right:
    words(lesson, "What to try first")
    example_button("Close every output gate", "reviews", edits="o_all_all_0")
    example_button("Forget everything at “perfectly”", "reviews", edits="f_13_all_0")
    example_button(
        "Write nothing at “not”",
        "reviews",
        text="This movie was not good at all.",
        edits="i_4_all_0",
    )

if not opened():
    board(settings)

words(lesson, "Every number of the network")
panels.matrices(settings, run)

left, right = halves()
with left:
    words(lesson, "Where does this number come from?")
with right:
    words(lesson, "Which part made the difference?")
cards(settings, run)

left, right = halves()
with left:
    words(lesson, "“c and h are the same thing”")
    words(lesson, "A held gate passes no gradient")
with right:
    words(lesson, "Where the gate stands on its curve")

words(lesson, "“f and i are one gate”")
four_corners(settings, "“f and i are one gate”")

words(lesson, "“What it has just read has changed the network”")
two_sequences(settings, "“What it has just read has changed the network”")

words(lesson, "“More time steps need more cells”")
shape_lens("“More time steps need more cells”")

onwards(lesson)
