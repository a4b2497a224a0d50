"""A page as a tree: parsed within bounds, its parts told apart, its text and links in reading order."""
