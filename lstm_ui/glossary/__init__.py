"""The glossary, its flashcards, and the terms in the lessons that lead to it."""
