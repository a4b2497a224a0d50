"""The lists of a page, with their items, days, names and further pages."""
