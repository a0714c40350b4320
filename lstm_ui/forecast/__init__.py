"""Everything behind the page that foretells a series."""
