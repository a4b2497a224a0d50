"""The picture of policies and their interpretations: two columns of titles, a line for every pair."""

from collections.abc import Sequence
from dataclasses import dataclass

from auditbot.model.audit import PairBrief
from auditbot.model.text import Text

PAIRS_SHOWN = 30
ROW = 26
LINE_FROM, LINE_TO = 244, 344

NEITHER = ("missing", Text("互不链接", "not linked"))
FORWARD = ("oneway", Text("缺回链", "no way back"))
BACK = ("oneway", Text("解读缺链接", "no link out"))
ABSENT = ("absent", Text("文件未找到", "not found"))
BOTH = ("both", Text("双向链接", "both ways"))
_FAULTY_FIRST = (NEITHER, FORWARD, BACK, ABSENT, BOTH)


@dataclass(frozen=True, slots=True)
class Linked:
    """A pair with the name of its line's style and the words for it."""

    pair: PairBrief
    style: str
    words: Text


@dataclass(frozen=True, slots=True)
class Row:
    """One interpretation of the picture and its line. ``policy`` is empty where it stands further up.

    ``arrow`` is the outline of an arrow head, empty for lines that have no direction.
    """

    linked: Linked
    policy: str
    y: int
    policy_y: int
    arrow: str


@dataclass(frozen=True, slots=True)
class Graph:
    """The faulty pairs first."""

    rows: tuple[Row, ...]
    height: int


def linked(pairs: Sequence[PairBrief]) -> tuple[Linked, ...]:
    """Every pair with its state: the faulty first, the pairs of one policy together."""
    kinds = [(_kind(pair), pair) for pair in pairs]
    worst: dict[tuple[str, str], int] = {}
    for kind, pair in kinds:
        rank = _FAULTY_FIRST.index(kind)
        worst[_policy(pair)] = min(rank, worst.get(_policy(pair), rank))
    kinds.sort(key=lambda item: (worst[_policy(item[1])], _policy(item[1]), _FAULTY_FIRST.index(item[0])))
    return tuple(Linked(pair, *kind) for kind, pair in kinds)


def _policy(pair: PairBrief) -> tuple[str, str]:
    return pair.policy, pair.policy_url or ""


def _kind(pair: PairBrief) -> tuple[str, Text]:
    if not pair.policy_url:
        return ABSENT
    if pair.forward and pair.back:
        return BOTH
    if pair.forward:
        return FORWARD
    return BACK if pair.back else NEITHER


def graph(pairs: Sequence[Linked]) -> Graph | None:
    """Where titles and lines stand, or nothing without pairs."""
    rows: list[Row] = []
    stands: dict[tuple[str, str], int] = {}
    for index, item in enumerate(pairs[:PAIRS_SHOWN]):
        y = ROW * (index + 1)
        name = _policy(item.pair)
        first = name not in stands
        policy_y = stands.setdefault(name, y)
        rows.append(Row(item, item.pair.policy if first else "", y, policy_y, _arrow(item, policy_y, y)))
    return Graph(tuple(rows), ROW * (len(rows) + 1)) if rows else None


def _arrow(item: Linked, left: int, right: int) -> str:
    """A head at the policy's end for a link that only the interpretation has, and the other way round."""
    if item.style != "oneway":
        return ""
    if item.pair.forward:
        return f"{LINE_FROM},{left} {LINE_FROM + 9},{left - 5} {LINE_FROM + 9},{left + 5}"
    return f"{LINE_TO},{right} {LINE_TO - 9},{right - 5} {LINE_TO - 9},{right + 5}"
