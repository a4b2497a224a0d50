import pytest

from auditbot.model.audit import Gap, StopReason
from auditbot.model.fetch import PageOutcome
from auditbot.model.text import Lang, Text
from reports.looked import gaps, looked
from reports.moment import percent
from reports.texts import WORDS
from tests.reports.reading import words
from tests.reports.sample import clean, incomplete, sample


def test_the_sum_is_what_was_found() -> None:
    audit = sample()
    assert sum(part.count for part in looked(audit).sum) == audit.crawl.found
    assert sum(segment.count for segment in looked(audit).segments) == audit.crawl.found


def test_what_was_not_seen_is_counted_with_the_reason() -> None:
    whole = sample()
    seen = whole.coverage.model_copy(
        update={
            "reasons": (Gap.PAGES, Gap.COLUMNS, Gap.TRAPS),
            "unread": {"timeout": 40, "status": 2, "pending": 1},
        }
    )
    told = [one.zh for one in gaps(whole.model_copy(update={"coverage": seen}))]
    assert told[:2] == [
        "43 个页面没有看到：应答超时 40、服务器返回 5xx 2、尚未访问 1",
        "3 个栏目的列表没有看到",
    ]
    left = sum(trap.skipped for trap in whole.crawl.traps)
    assert f"{len(whole.crawl.traps)} 处" in told[2]
    assert f"{left} 个网址" in told[2]
    assert "同一形式的网址过多" in told[2]


def test_an_older_audit_tells_only_how_much_was_not_seen() -> None:
    whole = sample()
    seen = whole.coverage.model_copy(update={"reasons": (Gap.PAGES,)})
    assert gaps(whole.model_copy(update={"coverage": seen})) == (
        Text("43 个页面没有看到", "43 pages were not seen"),
    )


def test_pending_is_told_even_when_there_is_none() -> None:
    assert [part.count for part in looked(sample()).sum][-1] == 0


@pytest.mark.parametrize(
    ("share", "stopped", "loud"),
    [
        (0.96, StopReason.EXHAUSTED, False),
        (0.9, StopReason.EXHAUSTED, False),
        (0.899, StopReason.EXHAUSTED, True),
        (1.0, StopReason.DEADLINE, True),
    ],
)
def test_too_little_seen_is_told_loudly(share: float, stopped: StopReason, *, loud: bool) -> None:
    audit = sample()
    part = audit.model_copy(
        update={
            "coverage": audit.coverage.model_copy(update={"share": share}),
            "crawl": audit.crawl.model_copy(update={"stopped": stopped}),
        }
    )
    assert looked(part).loud is loud


def test_the_verdict_itself_says_that_little_was_seen() -> None:
    text = words(incomplete())
    assert text.count("本次没有看完整个网站") == 2
    assert "12%" in text
    assert "本次没有看完整个网站" not in words(sample())


def test_a_crawl_cut_short_after_enough_says_so_without_a_share() -> None:
    audit = sample()
    stopped = audit.crawl.model_copy(update={"stopped": StopReason.DEADLINE})
    text = words(audit.model_copy(update={"crawl": stopped}))
    assert text.count("本次检查没有自行结束：到了规定的结束时间。") == 2


def test_shares_are_rounded_down() -> None:
    assert percent(0.99996) == "99.9%"
    assert percent(1.0) == "100%"
    assert percent(0.899999) == "89.9%"
    assert percent(0.29) == "29%"


@pytest.mark.parametrize("lang", Lang)
def test_a_site_that_was_not_seen_has_not_nothing_to_mend(lang: Lang) -> None:
    whole = clean()
    closed = whole.model_copy(
        update={
            "crawl": whole.crawl.model_copy(
                update={
                    "stopped": StopReason.UNREACHABLE,
                    "stop_detail": "nxdomain 10.0.0.1: NXDOMAIN",
                    "outcomes": {PageOutcome.DNS_ERROR: 1},
                }
            ),
            "coverage": whole.coverage.model_copy(update={"share": 0.0, "read": 0}),
        }
    )
    said = words(closed, lang)
    assert WORDS["nothing"].of(lang) in words(whole, lang)
    assert WORDS["nothing"].of(lang) not in said
    assert said.count(WORDS["saw_nothing"].of(lang)) >= 1
    assert said.count("NXDOMAIN") >= 2
