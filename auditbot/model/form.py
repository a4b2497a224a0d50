"""A form that a visitor could fill in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of one form, or those of a page that stand in none."""

    fields: int
    """Fields for text: lines, areas, not those of choice or hidden ones."""
    words: str = ""
    """What is read in the form and its fields, at most 1,000 characters."""
    login: bool = False
    """It asks for a password."""
