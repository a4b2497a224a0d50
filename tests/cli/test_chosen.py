"""From options to settings."""

from datetime import date, datetime

import pytest

from auditbot.cli.chosen import seconds, settings_of
from auditbot.errors import ConfigError
from auditbot.model.outcome import Severity
from auditbot.model.site import CrawlPolicy
from auditbot.model.text import Lang
from auditbot.model.zone import CHINA
from auditbot.settings import ConnectTo, External, Limits, Render, Settings


def chosen(policy: CrawlPolicy | None = None, /, **given: object) -> Settings:
    return settings_of(given, policy or CrawlPolicy(), Lang.ZH)


def test_nothing_given_is_the_defaults_on_this_day() -> None:
    today = datetime.now(CHINA).date()
    assert chosen() in (Settings(as_of=today), Settings(as_of=date.fromordinal(today.toordinal() + 1)))


@pytest.mark.parametrize(
    ("text", "length"), [("90", 90), ("90s", 90), ("30m", 1800), ("2h", 7200), ("1.5 h", 5400), ("30M", 1800)]
)
def test_lengths_of_time(text: str, length: float) -> None:
    assert seconds(text) == length
    assert chosen(deadline=text).limits.seconds == length


@pytest.mark.parametrize(("text", "rate"), [("2", 2), ("0.5/s", 0.5), ("0", 0), ("1000", 1000)])
def test_rates(text: str, rate: float) -> None:
    assert chosen(rate=text).politeness.rate == rate


def test_no_limit_on_the_rate_means_more_at_once() -> None:
    assert chosen(rate="0").politeness.concurrency == 16
    assert chosen(rate="0", concurrency=2).politeness.concurrency == 2
    assert chosen(rate="2").politeness.concurrency == 4


@pytest.mark.parametrize(
    ("text", "server"),
    [
        ("127.0.0.1:5353", ("127.0.0.1", 5353)),
        ("127.0.0.1", ("127.0.0.1", 53)),
        ("[::1]:5353", ("::1", 5353)),
        ("::1", ("::1", 53)),
        ("[::1]", ("::1", 53)),
    ],
)
def test_name_servers(text: str, server: tuple[str, int]) -> None:
    assert chosen(dns_server=text).reach.dns_server == server


def test_headers() -> None:
    given = ["Authorization: Bearer a:b", "X-Empty:", "Cookie:a=1"]
    assert chosen(header=given).reach.headers == (
        ("Authorization", "Bearer a:b"),
        ("X-Empty", ""),
        ("Cookie", "a=1"),
    )


def test_everything_else() -> None:
    one = chosen(
        as_of="2026-01-31",
        framework="state, own.yaml,",
        fail_on="never",
        external="skip",
        render="always",
        no_sandbox=True,
        ignore_robots=True,
        contact="office@example.gov.cn",
        connect_to=["a.example:80:127.0.0.1:8080"],
        allow_network=["127.0.0.0/8"],
        limit=["refreshes=5", "page_bytes=2048"],
        max_pages=7,
        max_depth=0,
    )
    assert one.as_of == date(2026, 1, 31)
    assert one.frameworks == ("state", "own.yaml")
    assert one.fail_on is None
    assert one.links.external is External.SKIP
    assert (one.rendering.mode, one.rendering.allow_no_sandbox) == (Render.ALWAYS, True)
    assert one.politeness.ignore_robots
    assert one.reach.contact == "office@example.gov.cn"
    assert one.reach.connect_to == (ConnectTo.parse("a.example:80:127.0.0.1:8080"),)
    assert [str(network) for network in one.reach.allow] == ["127.0.0.0/8"]
    assert (one.limits.refreshes, one.limits.page_bytes) == (5, 2048)
    assert (one.limits.pages, one.limits.depth) == (7, 0)


@pytest.mark.parametrize(
    ("given", "level"), [(None, Severity.MAJOR), ("veto", Severity.VETO), ("notice", Severity.NOTICE)]
)
def test_the_level_that_fails(given: str | None, level: Severity) -> None:
    assert chosen(fail_on=given).fail_on is level


def test_a_site_says_how_it_wants_to_be_visited_and_the_command_line_may_say_otherwise() -> None:
    policy = CrawlPolicy(rate=0.5, concurrency=1, max_pages=50, max_depth=3, ignore_robots=True)
    own = chosen(policy)
    assert (own.politeness.rate, own.politeness.concurrency) == (0.5, 1)
    assert (own.limits.pages, own.limits.depth) == (50, 3)
    assert own.politeness.ignore_robots
    told = chosen(policy, rate="2", concurrency=3, max_pages=9, max_depth=0)
    assert (told.politeness.rate, told.politeness.concurrency) == (2, 3)
    assert (told.limits.pages, told.limits.depth) == (9, 0)


def test_limits_that_nobody_set_keep_their_defaults() -> None:
    assert chosen(max_pages=7).limits == Limits(pages=7)


@pytest.mark.parametrize(
    ("option", "given"),
    [
        ("as_of", "2026-13-01"),
        ("as_of", "yesterday"),
        ("deadline", "soon"),
        ("deadline", "0"),
        ("deadline", "-3m"),
        ("deadline", "3d"),
        ("rate", "fast"),
        ("rate", "-1"),
        ("rate", "1001"),
        ("rate", "nan"),
        ("dns_server", "127.0.0.1:0"),
        ("dns_server", "127.0.0.1:x"),
        ("dns_server", "dns.example:53"),
        ("dns_server", "1.2.3"),
        ("header", ["no colon"]),
        ("header", ["Bad Name: x"]),
        ("header", ["X: a\r\nY: b"]),
        ("header", [": x"]),
        ("connect_to", ["a:80"]),
        ("limit", ["pages"]),
        ("limit", ["sides=3"]),
    ],
)
def test_what_is_wrong_is_named_by_its_option(option: str, given: object) -> None:
    with pytest.raises(ConfigError) as told:
        chosen(**{option: given})
    assert f"--{option.replace('_', '-')}" in told.value.message.zh
    assert told.value.hint.zh
    assert told.value.hint.en


@pytest.mark.parametrize(
    ("option", "given", "word"),
    [
        ("limit", ["pages=many"], "pages"),
        ("limit", ["pages=0"], "pages"),
        ("allow_network", ["127.0.0.1/8"], "allow"),
        ("allow_network", ["localhost"], "allow"),
    ],
)
def test_what_a_setting_refuses_is_named(option: str, given: object, word: str) -> None:
    with pytest.raises(ConfigError) as told:
        chosen(**{option: given})
    assert word in told.value.message.en


def test_a_limit_that_does_not_exist_is_told_with_those_that_do() -> None:
    with pytest.raises(ConfigError) as told:
        chosen(limit=["page=3"])
    assert "pages" in told.value.hint.en
