"""A policy document of the town, as its pages, its interpretations and the files all know it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from auditbot.demo.faults import planted

GOVERNMENT = "青禾区人民政府"
OFFICE = "青禾区人民政府办公室"


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy document. ``why`` to ``term`` feed its interpretation; without ``why`` it needs none."""

    key: str
    column: str
    days: int
    """Its age on the day of the audit."""
    subject: str
    title: str
    short: str
    clauses: Sequence[str]
    why: str = ""
    aim: str = ""
    gist: Sequence[str] = ()
    term: Sequence[str] = ()
    """A word and its meaning."""
    unit: str = ""
    code: str = ""
    serial: int = 0
    reply: bool = False
    higher: str = ""
    """The higher body whose document this is."""
    graphic: bool = False
    """It is interpreted by a picture too."""
    briefing: int | None = None
    """It is interpreted by a briefing that many days after it."""
    # what the day of the audit decides
    day: date = date.min
    written: date = date.min
    number: str = ""
    experts: tuple[str, ...] = ()
    """Articles of experts about it."""
    tagged: date | None = None
    """What a move to a new platform wrote into the page tags."""

    @property
    def suffix(self) -> str:
        """Its key without the kind."""
        return self.key.removeprefix("zc-")

    @property
    def issuer(self) -> str:
        """发布机构."""
        return self.higher or self.unit or (OFFICE if "办公室" in self.title else GOVERNMENT)

    @property
    def told_of(self) -> bool:
        """There is an interpretation of it."""
        return bool(self.why) and "alone" not in planted("interpretation-linked", self.key)

    @property
    def readings(self) -> tuple[str, ...]:
        """The keys of everything that interprets it."""
        if not self.told_of:
            return ()
        graphic = (f"tj-{self.suffix}",) if self.graphic else ()
        briefing = (f"fb-{self.suffix}",) if self.briefing is not None else ()
        return (f"jd-{self.suffix}", *graphic, *briefing, *self.experts)

    @property
    def links_back(self) -> bool:
        """Its page links to the interpretations."""
        cut = "no-back" in planted("interpretation-linked", self.key)
        apart = "no-link" in planted("interpretation-linked", f"jd-{self.suffix}")
        return not (self.higher or cut or apart)
