"""Looking for thousands of terms in a text at once, exactly as they are written."""

from collections.abc import Iterable
from itertools import pairwise

_LONGEST = 500_000
"""Letters of a text that are looked at."""


class Terms:
    """A list of terms by their first two letters.

    A text is asked for the pairs of letters it holds; only terms that begin with one of them are searched
    for. The cost is that of the text, however long the list.
    """

    def __init__(self, terms: Iterable[str]) -> None:
        self._by_pair: dict[str, list[str]] = {}
        for term in dict.fromkeys(terms):
            if term:
                self._by_pair.setdefault(term[:2], []).append(term)

    def found_in(self, text: str) -> tuple[str, ...]:
        """The terms that the text holds, each once, in the order of the list's pairs."""
        text = text[:_LONGEST]
        if not self._by_pair or not text:
            return ()
        pairs = {*map("".join, pairwise(text)), *text}
        return tuple(
            term
            for pair in sorted(self._by_pair.keys() & pairs)
            for term in self._by_pair[pair]
            if term in text
        )
