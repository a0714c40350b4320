"""The page of the GRU and other variants: cells beside each other on the same text."""
