"""Backpropagation through time: the small unrolled network, its chain rule, its player."""
