"""What a glance looks at again, and where glances lie."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from auditbot.audit import folder as folders
from auditbot.audit.known import Known, KnownFault, known
from auditbot.errors import ConfigError
from auditbot.frameworks import at_a_glance, read
from auditbot.model.audit import ColumnBrief
from auditbot.registry import load
from auditbot.url import Url
from tests.store.audits import finding

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOME = "https://www.t1.example/"


def column(path: str) -> ColumnBrief:
    return ColumnBrief(
        name="栏目", url=Url(HOME + path), path=("首页", "栏目"), items=1, newest=date(2026, 11, 1)
    )


def test_columns_each_once() -> None:
    assert known([column("a/"), column("b/"), column("a/")], (), ()).columns == (
        f"{HOME}a/",
        f"{HOME}b/",
    )


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({}, KnownFault(target=Url(f"{HOME}f"))),
        (
            {"found_on": (f"{HOME}p", f"{HOME}q"), "parameters": {"element": ["img", "a"]}},
            KnownFault(target=Url(f"{HOME}f"), element="img", page=Url(f"{HOME}p")),
        ),
        ({"target": f"{HOME}f#place"}, KnownFault(target=Url(f"{HOME}f"))),
        ({"evidence": ({"url": f"{HOME}p"},), "target": "t1.example"}, KnownFault(page=Url(f"{HOME}p"))),
        ({"parameters": {"element": [7]}}, KnownFault(target=Url(f"{HOME}f"))),
    ],
)
def test_a_fault_with_its_place(more: dict[str, object], fault: KnownFault) -> None:
    assert known((), [finding("f", **more)], {"broken-links"}).faults == (fault,)


@pytest.mark.parametrize(
    "more", [{"target": "t1.example"}, {"target": "javascript:x"}, {"check": "text-quality"}]
)
def test_what_has_no_address_or_another_check_is_left_out(more: dict[str, object]) -> None:
    assert known((), [finding("f", **more)], {"broken-links"}) == Known()


def test_a_glance_keeps_of_a_framework_what_it_looks_at() -> None:
    registry = load()
    (part,) = at_a_glance((read("state"),), registry)
    checks = {spec.check for clause in part.clauses for spec in clause.requirements}
    assert checks
    assert all(registry[name].glance for name in checks)
    assert part.indicators == ()
    assert at_a_glance((part,), registry) == (part,), "done again, as when it is resumed, it stays the same"


def test_conclusions_from_absence_are_no_part_of_it() -> None:
    registry = load()
    assert {name for name in registry.checks if registry[name].glance} == {
        "broken-links",
        "empty-columns",
        "homepage-stale",
        "ipv6-consistent",
        "ipv6-dns",
        "ipv6-reachable",
        "site-availability",
        "stale-columns",
        "tls-certificate",
    }


def test_glances_lie_apart_with_a_latest_of_their_own(tmp_path: Path) -> None:
    audit = folders.new(tmp_path, "s", NOON)
    glance = folders.new(tmp_path, "s", NOON, glance=True)
    assert glance == tmp_path / "s" / "glances" / audit.name
    assert folders.identity(audit) != folders.identity(glance, glance=True)
    for place in (audit, glance):
        (place / folders.AUDIT).write_text("{}", encoding="utf-8")
        (place / folders.ARCHIVE).touch()
    folders.point_latest(glance, glance=True)
    with pytest.raises(ConfigError):
        folders.find("s", tmp_path)
    folders.point_latest(audit)
    folders.point_latest(glance, glance=True)
    assert folders.find("s", tmp_path) == audit
    assert (tmp_path / "latest").resolve() == audit
    assert folders.find("s/glances", tmp_path) == glance
    assert folders.finished(tmp_path / "s") == [audit]


def test_neither_kind_goes_on_with_the_other(tmp_path: Path) -> None:
    glance = folders.new(tmp_path, "s", NOON, glance=True)
    (glance / folders.ARCHIVE).touch()
    folders.mark_unfinished(glance, unfinished=True)
    assert folders.unfinished(tmp_path, "s") is None
    assert folders.unfinished(tmp_path, "s", glance=True) == glance
