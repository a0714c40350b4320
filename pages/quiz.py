"""Quiz: what was understood, and which picture answers what was not."""

from lstm_ui.lessons import load_lesson
from lstm_ui.quiz.controls import quiz_controls
from lstm_ui.quiz.panels import quiz
from lstm_ui.shell import halves, onwards, opening, words

lesson = load_lesson("quiz")
opening(lesson)
quiz(quiz_controls())

left, right = halves()
with left:
    words(lesson, "How it works")
with right:
    words(lesson, "For a class")

onwards(lesson)
