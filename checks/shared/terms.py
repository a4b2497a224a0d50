"""Looking for thousands of terms in a text at once, exactly as they are written."""

from collections.abc import Iterable, Iterator

_LONGEST = 500_000
"""Letters of a text that are looked at."""
_FEW = 100
"""Terms that are searched for one by one quicker than the letters of a text are gathered."""


class Terms:
    """A list of terms; a long one by their first letters.

    A text is then asked which letters it consists of, and only terms of none but these are searched for: the
    cost is that of the text, however long the list.
    """

    def __init__(self, terms: Iterable[str]) -> None:
        self._terms = sorted({term for term in terms if term})
        self._by_letter: dict[str, list[str]] = {}
        for term in self._terms:
            self._by_letter.setdefault(term[0], []).append(term)

    def found_in(self, text: str) -> tuple[str, ...]:
        """The terms that the text holds, each once, in their order."""
        text = text[:_LONGEST]
        terms = self._terms if len(self._terms) < _FEW else self._likely(set(text))
        return tuple(term for term in terms if term in text)

    def _likely(self, letters: set[str]) -> Iterator[str]:
        for letter in sorted(self._by_letter.keys() & letters):
            yield from (term for term in self._by_letter[letter] if letters.issuperset(term))
