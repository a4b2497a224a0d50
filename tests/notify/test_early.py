from datetime import date, timedelta

import pytest

from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome, Severity
from auditbot.model.sample import Sample
from auditbot.model.site import Column
from auditbot.notify.early import Availability, Thresholds, availability, warnings_of
from tests.notify.audits import FINANCE, audit, column, earlier, finding
from tests.notify.world import NOON

LIMITS = Thresholds()


def test_nothing_near_a_limit() -> None:
    assert warnings_of(audit(columns=(column("要闻", 3, 14),)), None, LIMITS) == ()


def test_the_homepage_is_warned_of_once_for_the_same_newest_item() -> None:
    def soon(newest: str) -> Finding:
        return finding(
            "h", Outcome.PASSED, check="homepage-stale", message_id="soon", days=11, newest=newest, period=14
        )

    first, again, later = (
        warnings_of(audit(soon(day)), None, LIMITS)[0] for day in ("2026-11-09", "2026-11-09", "2026-11-10")
    )
    assert first.key == again.key != later.key


@pytest.mark.parametrize(
    ("age", "period", "warned"),
    [
        (9, 14, 0),
        (10, 14, 1),
        (14, 14, 1),
        (15, 14, 0),
        (125, 180, 0),
        (126, 180, 1),
        (3, 3, 0),
        (90, None, 0),
    ],
)
def test_columns_near_their_limit(age: int, period: int | None, warned: int) -> None:
    made = audit(columns=(column("要闻", age, period, unit=FINANCE),))
    found = warnings_of(made, None, LIMITS)
    assert [one.unit for one in found] == [FINANCE] * warned


@pytest.mark.parametrize(
    "entry",
    [
        Column(name="要闻", event_driven=True),
        Column(name="别名", url="https://www.qinghe.example/要闻/", archived=True),
        Column(name="要闻", until=date(2026, 1, 1)),
    ],
)
def test_columns_whose_age_is_no_fault(entry: Column) -> None:
    made = audit(columns=(column("要闻", 12, 14),))
    address = made.columns[0].url
    registered = entry.model_copy(update={"url": address}) if entry.url else entry
    made = made.model_copy(update={"site": made.site.model_copy(update={"columns": (registered,)})})
    assert warnings_of(made, None, LIMITS) == ()


def test_a_column_of_which_a_glance_saw_a_part_is_not_warned_of() -> None:
    part = column("要闻", 12, 14).model_copy(update={"partly": True})
    assert warnings_of(audit(columns=(part,)), None, LIMITS) == ()


def test_a_column_that_could_not_be_seen_is_not_warned_of() -> None:
    assert warnings_of(audit(columns=(column("要闻", 12, 14, state="unseen"),)), None, LIMITS) == ()


@pytest.mark.parametrize(("check", "most"), [("empty-columns", 5), ("stale-columns", 10)])
def test_many_columns_when_the_line_is_crossed(check: str, most: int) -> None:
    def many(count: int) -> tuple[Finding, ...]:
        return tuple(finding(f"{n}", check=check) for n in range(count))

    assert warnings_of(audit(*many(most)), None, LIMITS) == ()
    (crossed,) = warnings_of(audit(*many(most + 1)), earlier(*many(most)), LIMITS)
    assert crossed.severity is Severity.MAJOR
    assert warnings_of(audit(*many(most + 2)), earlier(*many(most + 1)), LIMITS) == ()
    doubtful = tuple(finding(f"{n}", Outcome.CANT_TELL, check=check) for n in range(most + 1))
    assert warnings_of(audit(*doubtful), None, LIMITS) == ()


@pytest.mark.parametrize(
    ("made", "failed", "warned"),
    [(140, 4, 0), (140, 5, 1), (140, 9, 1), (20, 2, 0), (33, 1, 0), (40, 1, 0), (40, 2, 1), (0, 0, 0)],
)
def test_availability(made: int, failed: int, warned: int) -> None:
    looks = Availability(made, failed, date(2026, 11, 13))
    assert len(warnings_of(audit(), None, LIMITS, looks)) == warned


def test_availability_from_looks() -> None:
    def look(
        hour: int, *, reached: bool = True, seconds: float = 1.0, failure: str = "", ours: bool = False
    ) -> Sample:
        moment = NOON + timedelta(hours=hour)
        return Sample(moment, "https://a.example/", reached, seconds, 200, failure, ours)

    assert availability([]) is None
    assert availability([look(0, ours=True)]) is None
    looks = [look(0), look(1, reached=False, failure="timeout"), look(2, seconds=20.0), look(3, ours=True)]
    assert availability(looks) == Availability(3, 2, date(2026, 11, 20))


def test_availability_is_warned_of_once_a_week() -> None:
    first = warnings_of(audit(), None, LIMITS, Availability(140, 5, date(2026, 11, 13)))
    again = warnings_of(audit(), None, LIMITS, Availability(150, 6, date(2026, 11, 14)))
    assert first[0].key == again[0].key
