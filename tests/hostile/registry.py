"""All cases of the catalogue, and why some of it cannot be shown on loopback."""

from tests.hostile import (
    answers,
    bodies,
    entities,
    files,
    links,
    names,
    pages,
    pretences,
    protocol,
    robots,
    tls,
    traps,
)

CASES = (
    *protocol.CASES,
    *bodies.CASES,
    *answers.CASES,
    *tls.CASES,
    *names.CASES,
    *pages.CASES,
    *links.CASES,
    *traps.CASES,
    *robots.CASES,
    *files.CASES,
    *entities.CASES,
    *pretences.CASES,
)
TOGETHER = tuple(case for case in CASES if not case.alone)
"""Those of the great audit."""
SITEMAPS = robots.SITEMAPS
COUNTS = {"H": 41, "T": 5, "D": 13, "M": 21, "R": 11, "F": 6}
"""How many cases of each kind the catalogue has."""
REASONS: dict[str, str] = {}
"""Ids that have no case, and why."""
