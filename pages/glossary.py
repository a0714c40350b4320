"""Glossary and flashcards: look up every symbol, answer the open questions."""

from lstm_ui.glossary.panels import glossary_and_cards
from lstm_ui.lessons import load_lesson
from lstm_ui.shell import halves, onwards, opening, words

lesson = load_lesson("glossary")
opening(lesson)
glossary_and_cards()

left, right = halves()
with left:
    words(lesson, "Where the terms are")
with right:
    words(lesson, "Why answer before you look")

onwards(lesson)
