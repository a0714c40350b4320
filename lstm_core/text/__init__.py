"""From somebody's own text to a model that writes like it, and what each unit then tracks."""
