from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from auditbot.model.site import Contact
from auditbot.notify.config import Digest, NotifyConfig
from auditbot.notify.notice import Audience, AudienceKind, Notice
from auditbot.notify.outbox import Post
from auditbot.notify.routes import addressed, due_at
from tests.notify.world import NOON, notice

CHINA = ZoneInfo("Asia/Shanghai")


def config(*routes: dict[str, object]) -> NotifyConfig:
    mail = {"kind": "email", "host": "smtp.example.cn", "sender": "a@example.cn", "to": ["all@example.cn"]}
    group = {"kind": "feishu", "url_env": "U"}
    return NotifyConfig.model_validate({"channels": {"mail": mail, "group": group}, "routes": routes})


def of(
    kind: AudienceKind, name: str = "", *, key: str = "k", site: str = "qinghe", urgent: bool = False
) -> Notice:
    return notice(key, audience=Audience(kind=kind, name=name), site=site, urgent=urgent)


def whom(posts: tuple[Post, ...]) -> list[tuple[str, str]]:
    return [(one.channel, one.recipient) for one in posts]


def test_the_site_goes_to_every_default_route() -> None:
    made = config({"channel": "mail", "to": ["a@b.cn", "a@b.cn", "c@d.cn"]}, {"channel": "group"})
    posts = addressed([of(AudienceKind.SITE)], made, NOON)
    assert whom(posts) == [("mail", "a@b.cn"), ("mail", "c@d.cn"), ("group", "")]
    assert {one.due for one in posts} == {NOON}


def test_a_route_without_recipients_writes_to_those_of_the_channel() -> None:
    assert whom(addressed([of(AudienceKind.SITE)], config({"channel": "mail"}), NOON)) == [
        ("mail", "all@example.cn")
    ]


def test_an_audience_without_a_route_is_not_told() -> None:
    made = config({"channel": "mail"})
    assert addressed([of(AudienceKind.UNIT, "区财政局"), of(AudienceKind.SUPERVISOR)], made, NOON) == ()


def test_a_route_that_names_the_unit_goes_before_the_default() -> None:
    made = config(
        {"channel": "group", "audience": "unit"},
        {"channel": "mail", "audience": "unit", "units": ["区财政局"], "to": ["cz@b.cn"]},
    )
    assert whom(addressed([of(AudienceKind.UNIT, "区财政局")], made, NOON)) == [("mail", "cz@b.cn")]
    assert whom(addressed([of(AudienceKind.UNIT, "区教育局")], made, NOON)) == [("group", "")]


def test_a_route_that_names_the_site_goes_before_the_default() -> None:
    made = config({"channel": "group"}, {"channel": "mail", "sites": ["qinghe"]})
    assert whom(addressed([of(AudienceKind.SITE)], made, NOON)) == [("mail", "all@example.cn")]
    assert whom(addressed([of(AudienceKind.SITE, site="other")], made, NOON)) == [("group", "")]


def test_two_routes_to_one_recipient_are_one_post() -> None:
    made = config({"channel": "mail", "to": ["a@b.cn"]}, {"channel": "mail", "to": ["a@b.cn", "c@d.cn"]})
    assert whom(addressed([of(AudienceKind.SITE)], made, NOON)) == [("mail", "a@b.cn"), ("mail", "c@d.cn")]


def test_contacts_of_the_site() -> None:
    contacts = (Contact(email="zhang@b.cn"), Contact(email="not an address"), Contact(name="王"))
    made = config({"channel": "mail", "contacts": True, "to": ["a@b.cn"]})
    assert whom(addressed([of(AudienceKind.SITE)], made, NOON, contacts)) == [
        ("mail", "a@b.cn"),
        ("mail", "zhang@b.cn"),
    ]


def test_a_digest_waits_and_what_is_urgent_does_not() -> None:
    made = config({"channel": "group", "digest": "daily"})
    waits, urgent = addressed(
        [of(AudienceKind.SITE), of(AudienceKind.SITE, key="u", urgent=True)], made, NOON
    )
    assert waits.gathered
    assert waits.due > NOON
    assert (urgent.gathered, urgent.due) == (False, NOON)


@pytest.mark.parametrize(
    ("period", "now", "then"),
    [
        (Digest.DAILY, "2026-11-20T08:59", "2026-11-20T09:00"),
        (Digest.DAILY, "2026-11-20T09:00", "2026-11-21T09:00"),
        (Digest.DAILY, "2026-12-31T23:00", "2027-01-01T09:00"),
        (Digest.WEEKLY, "2026-11-20T12:00", "2026-11-23T09:00"),
        (Digest.WEEKLY, "2026-11-23T08:00", "2026-11-23T09:00"),
        (Digest.WEEKLY, "2026-11-23T09:00", "2026-11-30T09:00"),
        (Digest.WEEKLY, "2026-11-22T23:00", "2026-11-23T09:00"),
    ],
)
def test_when_digests_go_out(period: Digest, now: str, then: str) -> None:
    at, expected = (datetime.fromisoformat(moment).replace(tzinfo=CHINA) for moment in (now, then))
    assert due_at(period, at, 9) == expected
