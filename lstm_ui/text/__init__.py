"""The page on which a model learns to write like a text of one's own."""
