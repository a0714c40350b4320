"""Write like your text: a model learns a text character by character, and is watched at it."""

from lstm_core.text.choosing import reshaped
from lstm_core.text.entropy import bigram_entropy
from lstm_ui.lessons import load_lesson
from lstm_ui.panels import engine_code
from lstm_ui.shell import beside, halves, onwards, opening, words
from lstm_ui.text import panels
from lstm_ui.text.controls import preset_button, text_controls

lesson = load_lesson("text")
opening(lesson)
settings = text_controls()
preset_button("classic")
run = panels.run_of(settings)
if run is not None:
    panels.training_player(run)

left, right = halves()
with left:
    words(lesson, "What does it learn first?")
with right:
    words(lesson, "Bits per character, and what they are held against")
    engine_code(bigram_entropy)

words(lesson, "Watch it write")
panels.writer(settings, run)

with beside(lesson, "The same model in Keras and PyTorch"):
    panels.kept(settings, run)

left, right = halves()
with left:
    words(lesson, "What does temperature 0 write?")
    engine_code(reshaped)
    words(lesson, "What a unit tracks, and how sure that is")
with right:
    words(lesson, "The classic exercise")
    words(lesson, "Padding must not be judged")
    words(lesson, "Learnt by heart")
    preset_button("heart")

onwards(lesson)
