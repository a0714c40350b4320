"""What the page on why a network needs memory computes and shows."""
