"""What a period comes to, and how the page and its data tell it."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

from auditbot.model.text import Lang
from auditbot.overview.ledger import Flow, Happening, Period, flows, periods
from auditbot.overview.rates import Rate
from auditbot.overview.whole import overview
from reports.overview.data import data
from reports.overview.page import page
from reports.overview.table import rows
from tests.reports.overview.fleet import ledger, made

TODAY = date(2026, 11, 20)
NOW = Period(date(2026, 11, 1), TODAY)
NONE = Rate(0, 0)


def event(entry: int, day: int, kind: str, *, month: int = 11) -> Happening:
    by_audit = kind in ("open", "proof", "met", "recheck", "close", "reopen", "return")
    return Happening(entry, date(2026, month, day), kind, by_audit)


def flow(*happenings: Happening, period: Period = NOW) -> Flow:
    [told] = flows(happenings, [period], {period: NONE})
    return told


def test_periods_are_of_one_length_and_without_gaps() -> None:
    told = periods(date(2026, 11, 1), TODAY)
    assert told[0] == NOW
    assert told[1] == Period(date(2026, 10, 12), date(2026, 10, 31))
    assert all(later.first.toordinal() - one.last.toordinal() == 1 for later, one in pairwise(told))
    assert periods(None, TODAY)[0].first == date(2026, 10, 22)
    assert periods(date(2027, 1, 1), TODAY)[0] == Period(TODAY, TODAY)


def test_what_is_opened_and_proved_in_the_period_is_mended() -> None:
    told = flow(
        event(1, 2, "open"),
        event(2, 2, "open"),
        event(1, 9, "close"),
        event(3, 5, "open", month=10),
        event(3, 9, "close"),
    )
    assert (told.opened, told.closed, told.mended) == (2, 2, Rate(1, 2))


def test_what_came_back_is_not_mended() -> None:
    told = flow(
        event(1, 2, "open"),
        event(1, 9, "close"),
        event(1, 12, "reopen"),
    )
    assert (told.closed, told.reopened, told.mended) == (1, 1, Rate(0, 1))


def test_false_alarms_are_no_faults_to_be_mended() -> None:
    told = flow(event(1, 2, "open"), event(1, 3, "dismiss"))
    assert (told.opened, told.mended) == (1, NONE)


def test_a_period_is_told_as_it_ended() -> None:
    later = event(1, 9, "close")
    assert flow(event(1, 28, "open", month=10), later, period=NOW.before).mended == Rate(0, 1)


def test_claims_are_followed_until_the_next() -> None:
    told = flow(
        event(1, 2, "report"),
        event(1, 3, "return"),
        event(1, 4, "report"),
        event(1, 5, "proof"),
        event(1, 5, "recheck"),
        event(1, 7, "close"),
        event(2, 2, "report"),
        event(3, 2, "report"),
        event(3, 4, "proof"),
    )
    assert (told.rechecked, told.passed) == (Rate(3, 4), Rate(1, 3))


def test_a_person_who_sends_it_back_has_not_looked_with_an_audit() -> None:
    back = replace(event(1, 3, "return"), by_audit=False)
    assert flow(event(1, 2, "report"), back).rechecked == Rate(0, 1)


def test_claims_of_other_periods_are_theirs() -> None:
    told = flow(event(1, 30, "report", month=10), event(1, 3, "proof"))
    assert told.rechecked == NONE
    assert flow(event(1, 30, "report", month=10), period=NOW.before).rechecked == Rate(0, 1)


LEDGER = ledger(30, TODAY)
WHOLE = overview(replace(made(30, 20), ledger=LEDGER))
BARE = overview(made(30, 20))


def test_the_page_tells_the_ledger_with_what_each_figure_means() -> None:
    for lang in Lang:
        told = "".join(page(WHOLE, lang, None))
        assert told.count('<section id="ledger"') == 1
        assert [int(n) for n in re.findall(r'<h2 id="h-\w+"><span class="no">(\d+)', told)] == list(
            range(1, 11)
        )
        assert "<b>局" not in told
        assert told.count('<span class="meta">') > 0
    assert 'id="ledger"' not in "".join(page(BARE, Lang.ZH, None))


def test_its_rates_take_the_place_of_those_of_two_audits() -> None:
    figures = "".join(page(WHOLE, Lang.ZH, None)).split('<section id="ledger"')[0]
    assert "复查合格率" not in figures
    assert "复查合格率" in "".join(page(BARE, Lang.ZH, None))


def test_the_data_have_it_only_with_a_store() -> None:
    told, bare = (json.loads("".join(data(one, None))) for one in (WHOLE, BARE))
    assert told["ledger"]["periods"][0]["opened"] == 1200
    assert told["ledger"]["total"]["overdue"] == 41
    assert "ledger" not in bare
    assert {**told["sites"][0], "ledger": None} == {**bare["sites"][0], "ledger": None}
    assert told["sites"][0]["ledger"]["closed"] == LEDGER.site(told["sites"][0]["id"]).closed


def test_the_table_has_three_more_columns() -> None:
    told, bare = (
        list(csv.reader(io.StringIO("".join(rows(one, Lang.ZH, None)).removeprefix("\ufeff"), newline="")))
        for one in (WHOLE, BARE)
    )
    assert [len(row) - len(other) for row, other in zip(told, bare, strict=True)] == [3] * 31
    assert "台账超期" in told[0]
