"""The page on shapes: how many steps go in, how many come out, and a network of each."""
