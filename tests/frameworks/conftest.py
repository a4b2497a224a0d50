"""What the tests of a framework ask of it: its clauses and its requirements, by id."""

import pytest

from auditbot.model.framework import Clause, Framework, RequirementSpec


@pytest.fixture(scope="module")
def clauses(notice: Framework) -> dict[str, Clause]:
    """Of the notice that the module names."""
    return {clause.id: clause for clause in notice.clauses}


@pytest.fixture(scope="module")
def asked(notice: Framework) -> dict[str, RequirementSpec]:
    """Of all its clauses."""
    return {spec.id: spec for clause in notice.clauses for spec in clause.requirements}
