"""Train it yourself: networks on memory tasks, side by side, and their gates as they learn."""

from lstm_core import train
from lstm_ui.lessons import load_lesson
from lstm_ui.panels import engine_code
from lstm_ui.shell import halves, onwards, opening, words
from lstm_ui.train import panels
from lstm_ui.train.controls import preset_button, train_controls

lesson = load_lesson("train")
opening(lesson)
settings = train_controls()
panels.training_player(settings)
panels.numbers_behind(settings)
engine_code(train)

left, right = halves()
with left:
    words(lesson, "How to read the picture")
with right:
    words(lesson, "Which cell remembers the first of fifty?")
    preset_button("cells")
    preset_button("half-open")

words(lesson, "Walk through a network in the middle of its training")
panels.cell_at_moment(settings)

left, right = halves()
with left:
    words(lesson, "What too high a learning rate looks like")
    preset_button("rates")
    words(lesson, "When it explodes: clip")
    preset_button("exploding")
    words(lesson, "“The forget bias is a detail”")
    preset_button("bias")
with right:
    words(lesson, "Learnt, or learnt by heart?")
    preset_button("by-heart")
    preset_button("enough")
    words(lesson, "“Truncated backpropagation shortens the memory”")
    preset_button("window")
    words(lesson, "Is an LSTM always better?")
    preset_button("parity")
    preset_button("adding")

words(lesson, "The problems by their names")
panels.problems()

onwards(lesson)
