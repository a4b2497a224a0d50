"""Trying a channel out: a notice that says that it is a test, to everybody who is written to over it."""

import click

from auditbot.cli.exits import Exit
from auditbot.cli.session import now
from auditbot.model.outcome import Severity
from auditbot.model.text import Lang, Text
from auditbot.notify.channel import Letter
from auditbot.notify.config import MailSpec, NotifyConfig
from auditbot.notify.delivery import channels
from auditbot.notify.notice import Audience, AudienceKind, Notice
from auditbot.notify.secret import scrubbed
from auditbot.settings import Settings
from reports.display import shown


async def try_out(config: NotifyConfig, settings: Settings, name: str, lang: Lang) -> int:
    """Send the notice over one channel, past the outbox; returns the exit code. Raises ConfigError."""
    troubled = False
    async with channels(config, settings, now) as opened:
        channel = opened.open([name])[name]
        for recipient in _recipients(config, name):
            letter = Letter.of(_trial(lang), name, recipient, repeated=False, lang=lang)
            trouble = await channel.deliver(letter, recipient)
            said = Text("已送达", "delivered").of(lang)
            if trouble is not None:
                troubled = True
                said = Text("没有送达：", "not delivered: ").of(lang)
                said += shown(scrubbed(trouble.detail, channel.secrets))
            click.echo(f"{name} {recipient}: {said}")
    return Exit.INCOMPLETE if troubled else Exit.CLEAN


def _recipients(config: NotifyConfig, name: str) -> tuple[str, ...]:
    spec = config.channels.get(name)
    if not isinstance(spec, MailSpec):
        return ("",)
    routed = [one for route in config.routes if route.channel == name for one in route.to]
    return tuple(dict.fromkeys((*spec.to, *routed)))


def _trial(lang: Lang) -> Notice:
    """A notice that is none."""
    at = now()
    return Notice(
        key=f"test {at.isoformat()}",
        site="",
        audience=Audience(kind=AudienceKind.SITE),
        subject=Text("【网站检查】测试通知", "[website audit] test notice").of(lang),
        text=Text("收到本通知，说明渠道可用。", "This notice shows that the channel works.").of(lang),
        severity=Severity.NOTICE,
        created=at,
    )
