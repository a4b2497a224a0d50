"""Personal data in a text of lines and cells: identity numbers, mobile numbers of persons, bank cards.

An identity number is told by its own digits; of the others the words around decide whose they are. The number
of an office, of a contact or of a company is no personal data.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from auditbot.extract.personal.context import Line, Lines, cards_of, identity_named, is_code, whose
from auditbot.extract.personal.identity_numbers import born, born_before_2000, is_bank_card, is_mobile
from auditbot.extract.text.digit_runs import LEAST, Number, folded, long_runs, may_hold, numbers
from auditbot.model.personal import PersonalData, PersonalHit, PersonalKind

KEPT = 200
_AROUND = 40
_SHOWN_BEFORE, _SHOWN_AFTER = 3, 2
_LONG = 5
"""Digits from which on a number that is none of a person is hidden beside one that is."""
_RUN = re.compile(r"[0-9]++(?:[ -]?[0-9]++)*+X?")


@dataclass(frozen=True, slots=True)
class Sighting:
    """A number of a person, in clear: never stored."""

    kind: PersonalKind
    digits: str
    start: int
    end: int
    sure: bool
    day: date | None = None
    shown: bool = True
    """It is told of; otherwise only nobody else shall tell of it: one number beside one name."""


def personal_data(text: str, as_of: date, title: str = "") -> PersonalData:
    """What is found, masked, each number once. Lines are rows, tabs part cells; ``title`` is of the whole."""
    if not may_hold(text):
        return PersonalData()
    text = folded(text)
    found: dict[tuple[PersonalKind, str], Sighting] = {}
    for one in sightings(text, title):
        if one.shown and (one.day is None or one.day <= as_of):
            known = found.get((one.kind, one.digits))
            if known is None or (one.sure and not known.sure):
                found[one.kind, one.digits] = one
    kinds = [one.kind for one in found.values()]
    hits = [_hit(one, text) for one in list(found.values())[:KEPT]]
    counts = tuple((kind, kinds.count(kind)) for kind in PersonalKind if kind in kinds)
    return PersonalData(tuple(hits), counts)


def sightings(text: str, title: str = "") -> list[Sighting]:
    """Every number of a person in a folded text, in order."""
    lines = Lines(text, title)
    found: list[Sighting] = []
    mobiles: list[tuple[Line, Number]] = []
    done = 0
    for read in numbers(lines.text):
        if read[0].start < done:
            continue
        line = lines.around(read[0].start)
        one = next(filter(None, (_certain(number, line) for number in read)), None)
        if one:
            found.append(one)
            done = one.end
            continue
        mobile = next((number for number in read if _is_written_mobile(number, lines.text)), None)
        if mobile:
            mobiles.append((line, mobile))
            done = mobile.end
    found += _mobiles(mobiles)
    return sorted(found, key=lambda one: one.start)


def suspects(text: str) -> bool:
    """Whether there is any number that could be one of a person, whatever stands around it."""
    if not may_hold(text):
        return False
    every = (number.digits for run in long_runs(text) for read in numbers(run) for number in read)
    told = (is_mobile, is_bank_card, born, born_before_2000)
    return any(tells(digits) for digits in every for tells in told)


def masked(digits: str) -> str:
    """A number with its first three and its last two characters, the others hidden."""
    if len(digits) < 2 * (_SHOWN_BEFORE + _SHOWN_AFTER):
        return "*" * len(digits)
    hidden = len(digits) - _SHOWN_BEFORE - _SHOWN_AFTER
    return f"{digits[:_SHOWN_BEFORE]}{'*' * hidden}{digits[-_SHOWN_AFTER:]}"


def hidden(text: str, places: Iterable[tuple[int, int]]) -> str:
    """The text with the numbers at some places masked, letter for letter: lengths do not change."""
    parts: list[str] = []
    at = 0
    for start, end in places:
        if start >= at:
            parts += (text[at:start], masked(text[start:end]))
            at = end
    return "".join((*parts, text[at:]))


def _certain(number: Number, line: Line) -> Sighting | None:
    """A number that is an identity number or a card of a bank."""
    day = None if is_code(line, number) else born(number.digits)
    if day is None and number.groups == 1 and identity_named(line, number):
        day = born_before_2000(number.digits)
    if day:
        return Sighting(PersonalKind.ID_CARD, number.digits, number.start, number.end, sure=True, day=day)
    sure = cards_of(line, number) if is_bank_card(number.digits) else None
    if sure is None:
        return None
    return Sighting(PersonalKind.BANK_CARD, number.digits, number.start, number.end, sure=sure)


def _is_written_mobile(number: Number, text: str) -> bool:
    if not is_mobile(number.digits):
        return False
    return number.groups == 1 or [len(part) for part in text[number.start : number.end].split("-")] == [
        3,
        4,
        4,
    ]


def _mobiles(found: list[tuple[Line, Number]]) -> Iterator[Sighting]:
    """Those that stand beside names: beside different ones, as in a list, or told as somebody's own."""
    judged = [(number, whose(line, number)) for line, number in found]
    names = {verdict.name for _, verdict in judged if verdict}
    for number, verdict in judged:
        if verdict:
            shown = len(names) > 1 or verdict.alone
            yield Sighting(
                PersonalKind.MOBILE, number.digits, number.start, number.end, verdict.sure, shown=shown
            )


def _hit(one: Sighting, text: str) -> PersonalHit:
    return PersonalHit(one.kind, masked(one.digits), _excerpt(text, one.start, one.end), one.sure)


def _excerpt(text: str, start: int, end: int) -> str:
    """The words of the line around a place, with every long number in them hidden, cut ones altogether."""
    first = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    stop = text.find("\n", end, end + _AROUND)
    last = min(len(text), end + _AROUND) if stop < 0 else stop
    while first < start and text[first].isdigit() and text[max(0, first - 1)].isdigit():
        first += 1
    while last > end and text[last - 1].isdigit() and text[last : last + 1].isdigit():
        last -= 1
    return " ".join(_RUN.sub(_shortened, text[first:last]).split())


def _shortened(run: re.Match[str]) -> str:
    digits = sum(letter.isdigit() for letter in run[0])
    if digits < _LONG:
        return run[0]
    return masked(run[0]) if digits >= LEAST else "*" * len(run[0])
