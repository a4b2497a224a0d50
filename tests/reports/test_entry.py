from auditbot.model.audit import Audit
from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome, Severity
from reports.duty import duties
from reports.entry import Entry, entries, first_things
from tests.reports.making import make
from tests.reports.sample import sample


def told(*found: Finding) -> tuple[Entry, ...]:
    audit = sample(found)
    return entries(audit, duties(audit))


def one(check: str, target: str, severity: Severity = Severity.MAJOR, **more: object) -> Finding:
    words = (target, target)
    return make(check, "m", target, words).model_copy(update={"severity": severity, **more})


def test_the_unit_is_the_registers_else_the_clauses_else_the_sites() -> None:
    named = one("a", "1", unit="区财政局", requirements=("qinghe-2026/timing",))
    by_clause = one("a", "2", requirements=("state/links", "qinghe-2026/timing"))
    by_site = one("a", "3", requirements=("state/links",))
    assert [entry.units for entry in told(named, by_clause, by_site)] == [
        ("区财政局",),
        ("区发展改革委", "区财政局"),
        ("区政府办公室",),
    ]


def test_a_site_without_any_unit_names_none() -> None:
    audit: Audit = sample((one("a", "1"),))
    bare = audit.model_copy(update={"site": audit.site.model_copy(update={"unit": ""})})
    assert entries(bare, duties(bare))[0].units == ()


def test_the_gravest_duty_speaks_and_the_overdue_one_presses() -> None:
    entry = told(one("a", "1", requirements=("qinghe-2026/columns", "state/columns")))[0]
    assert entry.duty is not None
    assert entry.duty.verdict.id == "state/columns"
    assert entry.pressing is not None
    assert entry.pressing.verdict.id == "qinghe-2026/columns"
    assert entry.overdue


def test_first_come_veto_overdue_and_what_everybody_sees() -> None:
    veto = one("a", "veto", Severity.VETO)
    overdue = one("b", "overdue", requirements=("qinghe-2026/timing",))
    everywhere = one("c", "everywhere", found_on_total=612)
    hidden = one("d", "hidden")
    first = first_things(told(hidden, everywhere, overdue, veto))
    assert [entry.finding.target for entry in first] == ["veto", "overdue", "everywhere"]


def test_the_same_fault_three_times_is_one_thing_to_do_first() -> None:
    vetoes = [one("a", f"veto {n}", Severity.VETO) for n in range(3)]
    first = first_things(told(*vetoes, one("b", "major"), one("c", "notice", Severity.NOTICE)))
    assert [entry.finding.target for entry in first] == ["veto 0", "major", "veto 1"]


def test_without_failures_what_a_person_must_look_at_comes_first() -> None:
    asks = one("a", "asks", outcome=Outcome.CANT_TELL)
    blind = one("b", "blind", outcome=Outcome.UNTESTED)
    assert [entry.finding.target for entry in first_things(told(asks, blind))] == ["asks"]
    assert first_things(told(blind)) == ()
