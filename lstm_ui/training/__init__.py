"""Training in the page: what is trained, in which process, and what is seen of it."""
