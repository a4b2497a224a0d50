"""Looking for thousands of terms in a text at once, exactly as they are written."""

from collections.abc import Iterable
from itertools import pairwise

_LONGEST = 500_000
"""Letters of a text that are looked at."""
_FEW = 500
"""Terms that are searched for one by one quicker than the pairs of a page are made."""


class Terms:
    """A list of terms; a long one by their first two letters.

    A text is then asked for the pairs of letters it holds, and only terms that begin with one of them are
    searched for: the cost is that of the text, however long the list. A short list is searched as it is.
    """

    def __init__(self, terms: Iterable[str]) -> None:
        self._terms = sorted({term for term in terms if term})
        self._by_pair: dict[str, list[str]] = {}
        if len(self._terms) > _FEW:
            for term in self._terms:
                self._by_pair.setdefault(term[:2], []).append(term)

    def found_in(self, text: str) -> tuple[str, ...]:
        """The terms that the text holds, each once, in their order."""
        text = text[:_LONGEST]
        terms = self._likely(text) if self._by_pair else self._terms
        return tuple(term for term in terms if term in text)

    def _likely(self, text: str) -> list[str]:
        pairs = {*map("".join, pairwise(text)), *text}
        return [term for pair in sorted(self._by_pair.keys() & pairs) for term in self._by_pair[pair]]
