"""What holds for every framework that is shipped."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

import pytest

from auditbot.check import Context
from auditbot.frameworks import assign, read, requirements, shipped
from auditbot.model.framework import Clause, Framework, RequirementSpec, See, Trust
from auditbot.model.outcome import Severity
from auditbot.model.site import Site
from auditbot.registry import Registry, load
from auditbot.testing import HOME

VETOES = {"fake-dates", "foreign-content", "homepage-stale", "reply-deadline", "site-availability"}
"""The checks that can find what is a veto by the State's indicators."""


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load()


@pytest.fixture(params=shipped(), scope="module")
def framework(request: pytest.FixtureRequest) -> Framework:
    return read(request.param)


def clauses() -> list[Clause]:
    return [clause for name in shipped() for clause in read(name).clauses]


def specs(framework: Framework) -> list[RequirementSpec]:
    return [spec for clause in framework.clauses for spec in clause.requirements]


def mappings(value: object) -> Iterator[Mapping[str, object]]:
    """Every mapping inside the options of a requirement."""
    if isinstance(value, Mapping):
        yield value
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    for one in inner:
        yield from mappings(one)


def listed(mapping: Mapping[str, object], key: str) -> list[str]:
    found = mapping.get(key, [])
    return [str(one) for one in found] if isinstance(found, list) else []


def test_every_requirement_names_a_check_that_there_is(framework: Framework, registry: Registry) -> None:
    assert {spec.check for spec in specs(framework)} - set(registry.checks) == set()


def test_options_are_those_of_the_check(framework: Framework, registry: Registry) -> None:
    context = Context(Site(id="site", home=HOME), date(2026, 11, 20))
    known = [one for one in requirements([framework]) if one.check in registry]
    made = assign(known, registry, context)
    assert sum(len(one.requirements) for one in made) == len(known)


def test_every_check_serves_a_clause(registry: Registry) -> None:
    own = {identity for identity, one in registry.checks.items() if one.origin == "auditbot"}
    used = {spec.check for clause in clauses() for spec in clause.requirements}
    assert own - used == set(), "a check serves nothing"


def test_a_clause_is_decided_by_requirements_or_says_why_not(framework: Framework) -> None:
    for clause in framework.clauses:
        decided = clause.see in (See.AUTOMATIC, See.ASSISTED)
        assert bool(clause.requirements) == decided, clause.id
        assert (clause.why_not is None) == decided, clause.id


def test_a_clause_that_is_decided_rests_on_more_than_evidence(framework: Framework) -> None:
    for clause in framework.clauses:
        if clause.see is See.AUTOMATIC:
            assert not all(spec.evidence for spec in clause.requirements), clause.id


def test_every_sentence_has_both_languages(framework: Framework) -> None:
    for clause in framework.clauses:
        notes = (clause.title, clause.says, clause.why_not, clause.due_note, clause.until_note)
        titles = (spec.title for spec in clause.requirements)
        for said in (*notes, *titles):
            assert said is None or (said.zh and said.en), clause.id
    assert framework.title.en
    assert framework.about.en


def test_a_notice_is_named_with_its_number_in_every_clause(framework: Framework) -> None:
    for clause in framework.clauses:
        assert clause.source.document, clause.id
        if framework.number:
            assert clause.source.trust is Trust.NOTICE, clause.id
            assert framework.number in clause.source.document, clause.id


def test_an_end_that_is_ours_says_so(framework: Framework) -> None:
    for clause in framework.clauses:
        assert (clause.until is None) == (clause.until_note is None), clause.id


def test_units_are_named_one_by_one(framework: Framework) -> None:
    for clause in framework.clauses:
        assert all(unit == unit.strip() and unit for unit in clause.responsible), clause.id
        assert len(set(clause.responsible)) == len(clause.responsible), clause.id


def test_only_what_the_state_calls_a_veto_is_one(framework: Framework) -> None:
    graded = {spec.check for spec in specs(framework) if spec.severity is Severity.VETO}
    assert graded - VETOES == set()


def test_a_name_to_ask_about_is_not_taken_as_well(framework: Framework) -> None:
    for spec in specs(framework):
        for wanted in mappings(spec.options):
            taken = {str(wanted.get("name", "")), *listed(wanted, "aliases")}
            assert not taken & set(listed(wanted, "near")), spec.id
            assert len(set(listed(wanted, "aliases"))) == len(listed(wanted, "aliases")), spec.id


def test_patterns_of_titles_are_short_and_can_be_read(framework: Framework) -> None:
    for spec in specs(framework):
        for wanted in mappings(spec.options):
            for pattern in (*listed(wanted, "patterns"), *listed(wanted, "excludes")):
                assert len(pattern) <= 200, spec.id
                re.compile(pattern)
