"""What earlier audits knew of a site, as far as a glance looks at it again."""

from collections.abc import Container, Iterable

from pydantic import TypeAdapter

from auditbot.model.audit import ColumnBrief
from auditbot.model.document import Document
from auditbot.model.finding import Finding
from auditbot.url import Url, read

_MOST = 2000
"""Of columns, and of faults."""


class KnownFault(Document):
    """Where a fault was: what is wrong, and a page that shows it."""

    target: Url | None = None
    """``None``: it has no address of its own, such as a host."""
    element: str = "a"
    """What referred to it."""
    page: Url | None = None


class Known(Document):
    """Columns, and faults that were there."""

    columns: tuple[Url, ...] = ()
    faults: tuple[KnownFault, ...] = ()


KNOWN = TypeAdapter(Known)


def known(columns: Iterable[ColumnBrief], findings: Iterable[Finding], checks: Container[str]) -> Known:
    """Draw it from an audit's columns and the findings that are open; those of other checks are left out."""
    faults = [_fault(finding) for finding in findings if finding.check in checks]
    return Known(
        columns=tuple(dict.fromkeys(column.url for column in columns))[:_MOST],
        faults=tuple(fault for fault in faults if fault.target or fault.page)[:_MOST],
    )


def _fault(finding: Finding) -> KnownFault:
    address = finding.target.startswith(("http://", "https://"))
    elements = finding.parameters.get("element")
    element = elements[0] if isinstance(elements, list) and elements else "a"
    shown = (one.url for one in finding.evidence if one.url)
    return KnownFault(
        target=read(finding.target).url if address else None,
        element=element if isinstance(element, str) else "a",
        page=next(iter(finding.found_on), None) or next(shown, None),
    )
