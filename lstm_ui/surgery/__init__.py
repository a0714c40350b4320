"""Gate surgery: what was done to a network, written down, compared, and set as a challenge."""
