"""The quiz: items as data, numbers by the engine, drawn by a seed."""
