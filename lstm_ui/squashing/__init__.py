"""The page on sigmoid, tanh and ReLU: what each is for, and what goes wrong when swapped."""
