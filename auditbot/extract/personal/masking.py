"""What is written down of a page or a finding holds no number of a person in clear: here it is taken out."""

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from auditbot.extract.personal.found import hidden, sightings, suspects
from auditbot.extract.personal.identity_numbers import born
from auditbot.extract.text.digit_runs import LEAST, Number, folded, may_hold, may_hold_bytes, numbers

_MOST = 1_000_000
"""Letters of a text that are looked through."""
_CUT = 200
"""A text of so many letters may have been cut within a number."""
_LONG_TAIL = 7
_DIGITS = "0123456789０１２３４５６７８９"
_ADDRESS = ("http://", "https://", "//", "mailto:", "tel:")


class Masking:
    """Masks the numbers of persons: those that are by their own digits, those its words tell, those known."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        self._known = sorted(set(known))

    @classmethod
    def of(cls, text: str) -> "Masking":
        """With the numbers of persons in a text of lines and cells, such as a page."""
        return cls(one.digits for one in sightings(folded(text[:_MOST])))

    @property
    def knows(self) -> bool:
        """Whether there are numbers that are masked wherever they stand."""
        return bool(self._known)

    def __call__(self, text: str) -> str:
        """The text, as long as it was, with such numbers masked. Addresses stay as they are."""
        if len(text) < LEAST or text.startswith(_ADDRESS):
            return text
        tail = len(text) - len(text.rstrip(_DIGITS)) if len(text) >= _CUT else 0
        if tail < _LONG_TAIL and not may_hold(text):
            return text
        narrow = folded(text)
        places = {(one.start, one.end) for one in sightings(narrow[:_MOST])}
        places.update(self._places(narrow))
        if tail >= _LONG_TAIL:
            places.add((len(text) - tail, len(text)))
        return hidden(text, sorted(places, key=lambda place: (place[0], -place[1])))

    def of_json(self, data: bytes) -> bytes:
        """JSON with such numbers masked in its texts."""
        if not may_hold_bytes(data) or not (self.knows or suspects(data.decode("utf-8", "replace"))):
            return data
        before = json.loads(data)
        after = self._walked(before)
        return data if after == before else json.dumps(after, ensure_ascii=False).encode("utf-8", "replace")

    def _places(self, text: str) -> Iterator[tuple[int, int]]:
        for read in numbers(text):
            yield from ((one.start, one.end) for one in read if self._is_known(one, text))

    def _is_known(self, number: Number, text: str) -> bool:
        at = bisect_left(self._known, number.digits)
        following = self._known[at] if at < len(self._known) else ""
        if following == number.digits or born(number.digits):
            return True
        return number.end == len(text) and following.startswith(number.digits)

    def _walked(self, value: object) -> object:
        if isinstance(value, str):
            return self(value)
        if isinstance(value, list):
            return [self._walked(one) for one in value]
        if isinstance(value, dict):
            return {key: self._walked(one) for key, one in value.items()}
        return value


NOTHING_KNOWN = Masking()
"""Masks what is told by digits and words alone."""
