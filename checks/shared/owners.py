"""Whether a document is one of the site's own units, or another body's that the site reprints."""

import re
from enum import StrEnum

from auditbot.extract.policies.levels import is_higher
from auditbot.extract.text.words import squeeze
from auditbot.model.page import PageFacts
from auditbot.model.site import Site, SiteKind


class Owner(StrEnum):
    """Whose document it is."""

    OWN = "own"
    OTHER = "other"
    """Of a higher body, or of one that is no unit of the site."""
    UNKNOWN = "unknown"


_IN_TITLE = re.compile(
    r"^(?P<bodies>[一-鿿、\s]{2,60}?(?:政府|办公[室厅]|委员会|[局厅部委院署]|领导小组|指挥部))"
    r"(?=关于|印发|转发|批转|对)"
)
_PLACE = re.compile(
    r"[一-鿿]{1,9}?(?:省|自治区|自治州|自治县|自治旗|街道|地区|市(?!场)|(?<![社小景校园])区|县|旗|盟|(?<!城)镇|(?<!城)乡)"
)
_LEVEL = re.compile(r"^(?:全)?(?P<level>[省市区县州旗镇乡])(?!场)")
_BODY = re.compile(r"(?:政府|办公[室厅]|委员会|[局厅部委院署]|领导小组|指挥部)$")
_GOVERNMENT = re.compile(r"政府(?:办公?[室厅]?)?$|政府门户网站$|政府网站?$")
_BELOW = ("镇", "乡", "街道", "村", "社区")
_MEDIA = re.compile(r"(?:网|社|报|电视台|客户端|公众号|云)$")
_WORDY = re.compile(r"人民|自治|委员会")


class Owners:
    """Judges documents by the names that the site goes by. ``shown``: what its homepage calls it."""

    def __init__(self, site: Site, shown: str = "") -> None:
        self._site = site
        self._names = [squeeze(name) for name in (site.unit, site.name, shown) if name]
        self._units = [squeeze(unit.name) for unit in site.units]
        main = next(iter(self._names), "")
        self._places = [place for name in self._names for place in _PLACE.findall(name)[-1:]]
        self._bodies = [body for name in (*self._names, *self._units) if (body := _body(name))]
        self._is_portal = site.kind is SiteKind.PORTAL or bool(_GOVERNMENT.search(main))

    def of(self, facts: PageFacts) -> Owner:
        """Whose document a page shows: title first, then the table's issuer or source, then the number."""
        said = _said(facts)
        parts = [part for part in re.split(r"[、，,；;\s]+", said) if part]
        if any(self._is_named(part) for part in parts):
            return Owner.OWN
        number = facts.number or (facts.document.line_number if facts.document else "")
        if is_higher(self._site, facts.title, number, said):
            return Owner.OTHER
        if any(self._is_own(part) for part in parts):
            return Owner.OWN
        if parts:
            return Owner.OTHER if all(self._is_other(part) for part in parts) else Owner.UNKNOWN
        known = number[:1] and any(number[0] in name for name in self._names)
        return Owner.OWN if known else Owner.UNKNOWN

    def _is_named(self, name: str) -> bool:
        return name in self._names or any(unit and unit in name for unit in self._units)

    def _is_own(self, name: str) -> bool:
        places, level = _PLACE.findall(name), _LEVEL.search(name)
        if places and places[-1] not in self._places:
            return self._is_portal and any(place in self._places for place in places)
        if not places and level and not any(place.endswith(level["level"]) for place in self._places):
            return False
        if self._is_portal:
            return bool(places or level or _BODY.search(name))
        inner = not places and not level and not _BODY.search(name) and not _MEDIA.search(name)
        return inner or any(_abbreviates(_body(name), body) for body in self._bodies)

    def _is_other(self, name: str) -> bool:
        places = _PLACE.findall(name)
        if places and places[-1] not in self._places:
            return not places[-1].endswith(_BELOW)
        return bool(_MEDIA.search(name)) or (not self._is_portal and bool(_BODY.search(name)))


def _said(facts: PageFacts) -> str:
    """The issuing bodies that the title names, else those of the table or the line under the title."""
    bodies = _IN_TITLE.match(facts.title.strip())
    if bodies:
        return bodies["bodies"]
    return (facts.metadata.issuer if facts.metadata else None) or facts.source


def _body(name: str) -> str:
    """A body's name without its place: 教育体育局 of 平原市教育体育局."""
    places = list(_PLACE.finditer(name))
    return _LEVEL.sub("", name[places[-1].end() :] if places else name)


def _abbreviates(short: str, long: str) -> bool:
    """Whether one name is the other with letters left out: 教体局, 教育体育局."""
    short, long = sorted((_WORDY.sub("", short), _WORDY.sub("", long)), key=len)
    letters = iter(long)
    return len(short) > 1 and all(letter in letters for letter in short)
