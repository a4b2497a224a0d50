"""The base of every check, and what it is told when it is made."""

from abc import ABC
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from hashlib import sha256
from typing import Any, ClassVar

from auditbot.catalogue import filled, texts_of
from auditbot.check.seen import Crawl, Net, Note, Page
from auditbot.extract.personal.masking import NOTHING_KNOWN
from auditbot.model.document import Document
from auditbot.model.finding import FOUND_ON_LIMIT, Evidence, Finding
from auditbot.model.needs import Needs
from auditbot.model.outcome import Outcome, Severity
from auditbot.model.site import Site
from auditbot.model.text import About, Lang, Message, Text
from auditbot.url import Url


class CheckOptions(Document):
    """Base of a check's options: typed, frozen, unknown keys refused; a text below each says what it is."""

    chinese: ClassVar[Mapping[str, str]] = {}
    """The same in Chinese, by the option's name."""


@dataclass(frozen=True, slots=True)
class Tally:
    """That many things were looked at with this outcome and need no finding of their own."""

    count: int
    outcome: Outcome = Outcome.PASSED
    why: Text | None = None
    """Shown with the verdict when nothing else decides it."""


@dataclass(frozen=True, slots=True)
class Context:
    """What every check is told when it is made."""

    site: Site
    as_of: date
    lang: Lang = Lang.ZH
    now: datetime | None = None
    """When the audit began; for evidence, never for judgement."""


class Check(ABC):
    """Base of every check. Set the class attributes, then write any of the three methods.

    Texts are Chinese; ``locale/en.yaml`` beside the check's module holds the English ones by check id.
    """

    id: ClassVar[str]
    title: ClassVar[str]
    about: ClassVar[About]
    counted: ClassVar[str] = "项"
    """What the tally counts: 个栏目, 条链接 …"""
    needs: ClassVar[Needs] = Needs.NOTHING
    glance: ClassVar[bool] = False
    """What it concludes of a page needs nothing but that page, the homepage and the columns: it may run in
    the daily glance, which sees no more. What it finds missing there must be missing."""
    messages: ClassVar[Mapping[str, Message]]
    Options: ClassVar[type[CheckOptions]] = CheckOptions
    options: Any

    def __init__(self, options: CheckOptions, context: Context) -> None:
        self.options = options
        self.context = context

    def visit(self, page: Page) -> Iterable[Note]:
        """Called once for every page of the site. Pure: no I/O, no state on ``self``."""
        return ()

    async def probe(self, net: Net, crawl: Crawl) -> AsyncIterator[Note]:
        """Called once after the crawl, to measure what only the network can tell."""
        nothing: tuple[Note, ...] = ()
        for note in nothing:
            yield note

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Called once, and again whenever the archive is judged again. No I/O but through ``crawl``."""
        return ()

    def finding(
        self,
        message_id: str,
        target: str,
        outcome: Outcome = Outcome.FAILED,
        *,
        evidence: Iterable[Evidence] = (),
        found_on: Sequence[Url] = (),
        found_on_total: int = 0,
        class_: str | None = None,
        unit: str = "",
        key: str = "",
        weight: Severity | None = None,
        **parameters: Any,
    ) -> Finding:
        """A finding of this check. Its identity is check, ``target`` and ``key`` (else the message id).

        ``weight``: it weighs no more than this, whatever the requirement says; a notice decides nothing.
        """
        target, parameters = _masked(target), {name: _masked(value) for name, value in parameters.items()}
        texts = {
            lang: filled(texts_of(type(self), lang).messages[message_id], lang, parameters) for lang in Lang
        }
        identity = "\n".join((self.id, target, key or message_id))
        return Finding(
            id=sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:16],
            check=self.id,
            outcome=outcome,
            weight=weight,
            target=target,
            unit=unit,
            message_id=message_id,
            message=texts[self.context.lang].says,
            texts=texts,
            parameters={name: _plain(value) for name, value in parameters.items()},
            class_=class_,
            found_on=tuple(found_on[:FOUND_ON_LIMIT]),
            found_on_total=found_on_total or len(found_on),
            evidence=tuple(evidence),
        )


def _masked(value: Any) -> Any:
    """What is said, without the numbers of persons; numbers and days stay what they are."""
    if isinstance(value, Text):
        return Text(*map(NOTHING_KNOWN, value))
    if isinstance(value, list | tuple):
        return [_masked(part) for part in value]
    return NOTHING_KNOWN(value) if isinstance(value, str) and not isinstance(value, Enum) else value


def _plain(value: object) -> object:
    if isinstance(value, Text):
        return value._asdict()
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)
