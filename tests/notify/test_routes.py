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


def of(kind: AudienceKind, name: str = "", **more: object) -> Notice:
    return notice(audience=Audience(kind=kind, name=name), **more)


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
        (Digest.DAILY, (2026, 11, 20, 8, 59), (2026, 11, 20, 9)),
        (Digest.DAILY, (2026, 11, 20, 9, 0), (2026, 11, 21, 9)),
        (Digest.DAILY, (2026, 12, 31, 23, 0), (2027, 1, 1, 9)),
        (Digest.WEEKLY, (2026, 11, 20, 12, 0), (2026, 11, 23, 9)),
        (Digest.WEEKLY, (2026, 11, 23, 8, 0), (2026, 11, 23, 9)),
        (Digest.WEEKLY, (2026, 11, 23, 9, 0), (2026, 11, 30, 9)),
        (Digest.WEEKLY, (2026, 11, 22, 23, 0), (2026, 11, 23, 9)),
    ],
)
def test_when_digests_go_out(period: Digest, now: tuple[int, ...], then: tuple[int, ...]) -> None:
    assert due_at(period, datetime(*now, tzinfo=CHINA), 9) == datetime(*then, tzinfo=CHINA)  # type: ignore[misc,arg-type]
