"""Everything behind the page of vanishing and exploding gradients."""
