"""Three pictures below the operating table: the four corners, two texts in a row, the shapes."""
