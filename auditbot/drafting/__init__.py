"""A first framework from the text of a notice, every line of it for a person to confirm."""
