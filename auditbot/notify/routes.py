"""Who gets a notice, over which channel and when."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from auditbot.model.site import Contact
from auditbot.model.zone import CHINA
from auditbot.notify.config import Digest, MailSpec, NotifyConfig, Route, is_mail
from auditbot.notify.notice import AudienceKind, Notice
from auditbot.notify.outbox import Post


def addressed(
    notices: Sequence[Notice], config: NotifyConfig, now: datetime, contacts: Sequence[Contact] = ()
) -> tuple[Post, ...]:
    """The posts of these notices; one for each recipient, however many routes lead there.

    ``contacts``: those registered for the site, for routes that write to them.
    """
    posts: dict[tuple[str, str, str], Post] = {}
    for notice in notices:
        for route in _routes(notice, config):
            gathered = route.digest is not Digest.NONE and not notice.urgent
            due = due_at(route.digest, now, config.digest_hour) if gathered else now
            for recipient in _recipients(route, config, notice, contacts):
                key = (notice.key, route.channel, recipient)
                posts.setdefault(key, Post(notice, route.channel, recipient, due, gathered))
    return tuple(posts.values())


def _routes(notice: Notice, config: NotifyConfig) -> list[Route]:
    """The routes of a notice: those that name most of what it is about, all others aside."""
    fitting = [
        route
        for route in config.routes
        if route.audience is notice.audience.kind
        and (not route.units or notice.audience.name in route.units)
        and (not route.sites or notice.site in route.sites)
    ]
    most = max((_named(route) for route in fitting), default=0)
    return [route for route in fitting if _named(route) == most]


def _named(route: Route) -> int:
    return bool(route.units) + bool(route.sites)


def _recipients(
    route: Route, config: NotifyConfig, notice: Notice, contacts: Sequence[Contact]
) -> Iterator[str]:
    spec = config.channels[route.channel]
    if not isinstance(spec, MailSpec):
        yield ""
        return
    named = [*route.to]
    if route.contacts and notice.audience.kind is AudienceKind.SITE:
        named += [one.email for one in contacts if is_mail(one.email)]
    yield from dict.fromkeys(named or spec.to)


def due_at(period: Digest, now: datetime, hour: int) -> datetime:
    """When what is gathered now goes out: at the next such hour in China, weekly on a Monday."""
    local = now.astimezone(CHINA)
    then = local.replace(hour=hour, minute=0, second=0, microsecond=0)
    if then <= local:
        then += timedelta(days=1)
    if period is Digest.WEEKLY:
        then += timedelta(days=-then.weekday() % 7)
    return then
