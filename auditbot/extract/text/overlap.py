"""What two texts have in common word for word: runs of letters, and headings that are merely listed.

Punctuation and blanks do not count, nor what stands in 《》 or quotation marks, nor stock phrases. Every text
is cut to ``LONGEST`` letters; time is linear in both.
"""

import re
from dataclasses import dataclass

LONGEST = 60_000
SHINGLE = 14
"""Letters in a row that no two texts share by chance; shorter phrases are common property."""

_MARKED = re.compile(
    r"《[^《》]{1,160}》|“[^“”]{1,600}”|‘[^‘’]{1,600}’|「[^「」]{1,600}」|\"[^\"\n]{1,600}\""
)
_STOCK = re.compile(
    r"以习近平新时代中国特色社会主义思想为指导|深入贯彻(?:落实)?(?:党的)?[一-鿿]{2,12}(?:全会)?精神"
    r"|各镇人民政府[^：\n]{0,60}：|各[区县市][^：\n]{0,60}：|请(?:结合实际)?认真(?:贯彻|遵照)?(?:执行|落实)"
    r"|自(?:发布|印发|公布)之日起(?:施行|实施|执行)|有效期(?:为)?[一-鿿0-9]{1,4}年|\d{4}年\d{1,2}月\d{1,2}日"
)
_INTRODUCES = re.compile(
    r"解读如下|现解读|如下解读|现作解读|便于(?:大家|公众|群众|社会)?[^。]{0,20}(?:理解|了解|知晓)"
)
"""A sentence that only says that an interpretation follows."""
_NUMBERING = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百\d]{1,5}[章节条部分款]+|[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[一二三四五六七八九十]{1,2}是)\s*[、：:.．]?\s*"
)
_SENTENCE = re.compile(r"[^。；;：:！!？?\n]+")
_STATEMENT = re.compile(r"[^。\n]+")
_HEADING = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百\d]{1,5}[章节部分]+|[（(]?[一二三四五六七八九十]{1,3}[)）、.．]|\d{1,2}[、.．])"
)
_LONGEST_HEADING = 20
_LEAST_HEADING = 3


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the interpretation and the same words of the policy, as they stand there."""

    ours: str
    theirs: str
    letters: int


@dataclass(frozen=True, slots=True)
class Overlap:
    """What an interpretation has in common with its policy; shares are of its own letters, 0 to 1."""

    letters: int
    """Of the interpretation, without what is quoted and stock phrases."""
    copied: float
    """In runs of at least ``SHINGLE`` letters."""
    passages: tuple[Passage, ...]
    """The longest runs, longest first."""
    listed: float
    """In sentences that are nothing but a heading of the policy."""
    headings: tuple[str, ...]
    """These headings, as the interpretation has them."""


def overlap(interpretation: str, policy: str, most: int = 3) -> Overlap:
    """Compare the texts of two pages, given line by line; ``most`` passages are kept."""
    ours, theirs = _Letters(_bare(interpretation)), _Letters(policy[:LONGEST])
    runs = _runs(ours.letters, theirs.letters)
    headings = _listed(interpretation[:LONGEST], policy[:LONGEST])
    total = len(ours.letters) - ours.letters.count(_BREAK)
    passages = [_passage(ours, theirs, run) for run in sorted(runs, key=lambda run: run[0] - run[1])[:most]]
    named = sum(len(_key(one)) for one in headings)
    return Overlap(
        letters=total,
        copied=sum(end - start for start, end, _ in runs) / total if total else 0.0,
        passages=tuple(passages),
        listed=min(1.0, named / total) if total else 0.0,
        headings=tuple(headings),
    )


_BREAK = "\n"
"""Stands in the letters where something was left out."""


class _Letters:
    """The letters and digits of a text, each with its place in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.places = [place for place, letter in enumerate(text) if letter.isalnum() or letter == "\x00"]
        self.letters = "".join(_BREAK if text[place] == "\x00" else text[place] for place in self.places)

    def between(self, start: int, end: int) -> str:
        """The words from one letter to before another, as written."""
        return " ".join(self.text[self.places[start] : self.places[end - 1] + 1].split())


def _bare(text: str) -> str:
    """The text with a break in the place of what is quoted or common property, its length unchanged."""

    def broken(match: re.Match[str]) -> str:
        return "\x00" + " " * (len(match[0]) - 1)

    def introduced(match: re.Match[str]) -> str:
        return broken(match) if _INTRODUCES.search(match[0]) else match[0]

    cut = _STATEMENT.sub(introduced, text[:LONGEST].replace("\x00", " "))
    return _STOCK.sub(broken, _MARKED.sub(broken, cut))


def _runs(ours: str, theirs: str) -> list[tuple[int, int, int]]:
    """Where ours is copied: start, end, and the place in theirs at which the run begins."""
    places: dict[str, int] = {}
    for place in range(len(theirs) - SHINGLE + 1):
        places.setdefault(theirs[place : place + SHINGLE], place)
    runs: list[tuple[int, int, int]] = []
    for start in range(len(ours) - SHINGLE + 1):
        found = places.get(ours[start : start + SHINGLE])
        if found is None:
            continue
        if runs and start <= runs[-1][1]:
            runs[-1] = (runs[-1][0], start + SHINGLE, runs[-1][2])
        else:
            runs.append((start, start + SHINGLE, found))
    return runs


def _passage(ours: _Letters, theirs: _Letters, run: tuple[int, int, int]) -> Passage:
    """A run as it stands on both sides; theirs ends where the two part."""
    start, end, place = run
    same = 0
    limit = min(end - start, len(theirs.letters) - place)
    while same < limit and ours.letters[start + same] == theirs.letters[place + same]:
        same += 1
    return Passage(ours.between(start, end), theirs.between(place, place + same), end - start)


def _listed(interpretation: str, policy: str) -> list[str]:
    """The sentences of the interpretation that are a heading of the policy and nothing more."""
    known = {_key(heading) for heading in _headings(policy)}
    found = []
    for match in _SENTENCE.finditer(interpretation):
        found += [part for part in _parts(match[0]) if _key(part) in known]
    return found


def _headings(policy: str) -> list[str]:
    """Numbered lines that are short, and the first sentence of numbered paragraphs."""
    found = []
    for line in policy.split("\n"):
        numbered = _HEADING.match(line)
        if numbered is None:
            continue
        first = _SENTENCE.match(line, numbered.end())
        heading = first[0].strip(" 　.．、") if first else ""
        if _LEAST_HEADING <= len(_key(heading)) <= _LONGEST_HEADING:
            found.append(heading)
    return found


def _parts(sentence: str) -> list[str]:
    """A sentence, and what stands between its commas where it is a list."""
    whole = _NUMBERING.sub("", sentence).strip()
    parts = re.split(r"[，,、]", whole)
    return [whole] if len(parts) < 3 else [whole, *(_NUMBERING.sub("", part).strip() for part in parts)]


def _key(text: str) -> str:
    return "".join(letter for letter in _NUMBERING.sub("", text) if letter.isalnum())
