"""The overview as JSON, for other programs. Nothing in it can act as markup or as a terminal's command."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from auditbot.model.outcome import Outcome
from auditbot.overview.figures import Figure
from auditbot.overview.ledger import Flow, Ledger
from auditbot.overview.marking import Approval, marking
from auditbot.overview.rates import Rate
from auditbot.overview.site import Brief, Standing
from auditbot.overview.tables import Row, UnitRow
from auditbot.overview.whole import Overview
from reports.data import json_text
from reports.overview.order import ranked

SCHEMA = "auditbot/overview/1"


def data(whole: Overview, approved: Approval | None) -> Iterator[str]:
    """The file in pieces, every site on a line of its own."""
    mark = "{\n"
    for name, value in _head(whole, approved).items():
        yield f'{mark}"{name}": {json_text(value)}'
        mark = ",\n"
    yield ',\n"sites": ['
    separator = "\n"
    for site in ranked(whole.fleet.sites):
        yield separator + json_text(_site(site, whole.fleet.ledger))
        separator = ",\n"
    yield "\n]\n}\n"


def _head(whole: Overview, approved: Approval | None) -> dict[str, Any]:
    fleet = whole.fleet
    return {
        "schema": SCHEMA,
        "marking": marking(approved)._asdict(),
        "approved": {"name": approved.name, "day": approved.day} if approved else None,
        "since": fleet.since,
        "first": whole.first,
        "last": whole.last,
        "registered": whole.registered,
        "compared": whole.compared,
        "absent": fleet.absent,
        "troubles": [{"path": one.path, "why": one.why._asdict()} for one in fleet.troubles],
        "grades": whole.grades,
        "grades_compared": {"now": whole.same, "before": whole.before},
        "faults_compared": dict(zip(("before", "now"), whole.faults, strict=True)),
        "mending": asdict(whole.mending),
        "figures": [_figure(one) for one in whole.figures],
        "checks": [_row(row) for row in whole.checks],
        "clauses": [
            {"framework": one.id, "title": one.title, "rows": [_row(row) for row in one.rows]}
            for one in whole.frameworks
        ],
        "units": [_unit(row) for row in whole.units],
        **({"ledger": _ledger(fleet.ledger)} if fleet.ledger else {}),
        "worst": [one.folder for one in whole.worst],
        "improved": [
            {"site": one.site.folder, "gained": one.gained, "lost": one.lost} for one in whole.improved
        ],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "name": figure.name,
        "now": _rate(figure.rate),
        "same": _rate(figure.same),
        "before": _rate(figure.before),
        "change": figure.change,
    }


def _rate(rate: Rate | None) -> dict[str, Any] | None:
    return None if rate is None else {"part": rate.part, "whole": rate.whole, "share": rate.share}


def _row(row: Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "sites": row.sites,
        "findings": row.findings,
        "compared": row.compared,
        "now": row.same,
        "before": row.before,
        "failing": [site.folder for site in row.failing],
    }


def _unit(row: UnitRow) -> dict[str, Any]:
    return {"name": row.name, **asdict(row.owed), "sites": [site.folder for site in row.sites]}


def _ledger(ledger: Ledger) -> dict[str, Any]:
    return {
        "day": ledger.day,
        "states": ledger.states,
        "total": asdict(ledger.total),
        "excepted": ledger.excepted,
        "periods": [_flow(one) for one in ledger.flows],
        "units": {unit: asdict(tally) for unit, tally in ledger.owing},
    }


def _flow(flow: Flow) -> dict[str, Any]:
    rates = ("inspected", "mended", "rechecked", "passed")
    return {
        **asdict(flow.period),
        **{name: getattr(flow, name) for name in ("opened", "closed", "reopened")},
        **{name: _rate(getattr(flow, name)) for name in rates},
    }


def _site(site: Standing, ledger: Ledger | None) -> dict[str, Any]:
    return {
        **({"ledger": asdict(ledger.site(site.id))} if ledger else {}),
        "folder": site.folder,
        "id": site.id,
        "name": site.name,
        "code": site.code,
        "home": site.home,
        "unit": site.unit,
        "now": _brief(site.now),
        "before": _brief(site.before) if site.before else None,
        "mending": asdict(site.mending) if site.mending else None,
        "faults": site.faults,
        "units": {unit: asdict(owed) for unit, owed in site.units.items()},
        "reported": site.reported,
    }


def _brief(brief: Brief) -> dict[str, Any]:
    told = {name: getattr(brief, name) for name in Brief.__dataclass_fields__}
    return {**told, "requirements": {one: brief.count(one) for one in Outcome}}
