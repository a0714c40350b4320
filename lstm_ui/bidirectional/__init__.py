"""Reading both ways: three readers of one sentence with a gap, and what the future is worth."""
