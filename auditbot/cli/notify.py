"""``notify``: tell what changed to those who answer for it, and deliver what is still due."""

import asyncio
from functools import partial
from pathlib import Path
from typing import Any

import click

from auditbot.audit import folder as folders
from auditbot.cli.chosen import CHINA, settings_of
from auditbot.cli.exits import Exit
from auditbot.cli.options import visiting
from auditbot.cli.session import now
from auditbot.cli.words import language_option
from auditbot.errors import StoreError
from auditbot.model.audit import Audit
from auditbot.model.outcome import Severity
from auditbot.model.site import CrawlPolicy, Site
from auditbot.model.text import Lang, Text
from auditbot.net.egress import Egress
from auditbot.net.resolver import Resolver
from auditbot.net.tls import Trust
from auditbot.notify.announce import announce
from auditbot.notify.channel import Letter
from auditbot.notify.channels import Channels
from auditbot.notify.config import MailSpec, NotifyConfig
from auditbot.notify.courier import Courier, Round
from auditbot.notify.file_outbox import FileOutbox
from auditbot.notify.notice import Audience, AudienceKind, Notice
from auditbot.notify.outbox import DeliveryState, Outbox
from auditbot.notify.posting import Poster
from auditbot.notify.secret import scrubbed
from auditbot.overview.reading import read
from auditbot.settings import Settings
from auditbot.yamlfile import load
from reports.display import shown

_OUTBOX = "notices.sqlite"
_LISTED = 20
_REACHING = ("--allow-network", "--connect-to", "--dns-server", "--ca-file")


def command(name: str, help_: str, lang: Lang) -> click.Command:
    """Build the command."""
    reaching = [one for one in visiting(lang) if one.opts[0] in _REACHING]
    params = [click.Argument(["audit"], required=False, metavar="[AUDIT]"), *_own(lang), *reaching]
    return click.Command(
        name, params=[*params, language_option(lang)], callback=partial(_notify, lang), help=help_
    )


def _own(lang: Lang) -> list[click.Parameter]:
    file = click.Path(path_type=Path, dir_okay=False)
    return [
        click.Option(
            ["--config"], type=file, required=True, help=Text("渠道和收件人", "channels and routes").of(lang)
        ),
        click.Option(
            ["--out"],
            type=click.Path(path_type=Path),
            default=Path("audits"),
            show_default=True,
            help=Text("查找检查结果的目录", "where audits lie").of(lang),
        ),
        click.Option(
            ["--outbox"],
            type=file,
            help=Text("通知队列文件，默认在检查结果目录中", "the outbox; by default beside the audits").of(
                lang
            ),
        ),
        click.Option(
            ["--site"],
            type=file,
            help=Text("网站文件，其中有联系人", "a site file, for the contacts it names").of(lang),
        ),
        click.Option(
            ["--test"],
            metavar="CHANNEL",
            help=Text("只向这个渠道发一条测试通知", "only send a test notice over this channel").of(lang),
        ),
        click.Option(
            ["--again"],
            is_flag=True,
            help=Text("重新发送已放弃的通知", "try anew what was given up").of(lang),
        ),
    ]


def _notify(lang: Lang, config: Path, **given: Any) -> int:
    wanted = load(config, NotifyConfig)
    settings = _reaching(settings_of(given, CrawlPolicy(), lang), wanted)
    if given["test"]:
        return asyncio.run(_test(wanted, settings, given["test"], lang))
    contacts = load(given["site"], Site).contacts if given["site"] else ()
    with FileOutbox.open(given["outbox"] or given["out"] / _OUTBOX) as outbox:
        if given["audit"]:
            place = folders.find(given["audit"], given["out"])
            report = str(place / "report.html")
            audit, before = _stored(place), _before(place)
            announce(audit, before, outbox, wanted, now(), report=report, contacts=contacts, lang=lang)
        if given["again"]:
            outbox.again(now())
        done = asyncio.run(_deliver(outbox, wanted, settings, lang))
        return _tell(outbox, done, lang)


def _reaching(settings: Settings, config: NotifyConfig) -> Settings:
    """The settings with what the configuration lets be reached and trusted as well."""
    reach = settings.reach
    allow, ca_file = (*reach.allow, *config.allow_networks), reach.ca_file or config.ca_file
    return settings.model_copy(
        update={"reach": reach.model_copy(update={"allow": allow, "ca_file": ca_file})}
    )


def _stored(place: Path) -> Audit:
    audit = read(place / folders.AUDIT)
    if isinstance(audit, Text):
        path = place / folders.AUDIT
        raise StoreError(
            Text(f"读不了 {path}：{audit.zh}", f"cannot read {path}: {audit.en}"),
            Text("请用 auditbot judge 重新生成", "run `auditbot judge` to make it anew"),
        )
    return audit


def _before(place: Path) -> Audit | None:
    earlier = folders.earlier(place)
    audit = read(earlier / folders.AUDIT) if earlier else None
    return audit if isinstance(audit, Audit) else None


async def _deliver(outbox: Outbox, config: NotifyConfig, settings: Settings, lang: Lang) -> Round:
    egress, poster = _ways(settings)
    async with poster:
        channels = Channels(config, egress, poster, now, settings.reach.ca_file)
        return await Courier(outbox, channels.open(config.channels), now, lang).round()


async def _test(config: NotifyConfig, settings: Settings, name: str, lang: Lang) -> int:
    """Send a notice that says that it is a test to everybody who is written to over the channel."""
    egress, poster = _ways(settings)
    troubled = False
    async with poster:
        channel = Channels(config, egress, poster, now, settings.reach.ca_file).open([name])[name]
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


def _ways(settings: Settings) -> tuple[Egress, Poster]:
    """The one decision on where to connect, and what posts through it."""
    reach, limits = settings.reach, settings.limits
    egress = Egress(Resolver(reach, limits), reach, limits)
    return egress, Poster(egress, limits, Trust.load(reach.ca_file))


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


def _tell(outbox: Outbox, done: Round, lang: Lang) -> int:
    """What was sent, and what is not delivered and why."""
    counts = outbox.counted()
    lost = counts.get(DeliveryState.GIVEN_UP, 0)
    waiting = counts.get(DeliveryState.WAITING, 0) + counts.get(DeliveryState.SENDING, 0)
    click.echo(
        Text(
            f"送达 {done.sent}，这次没有送达 {done.failed + done.left}；等待 {waiting}，已放弃 {lost}",
            f"delivered {done.sent}, not now {done.failed + done.left}; waiting {waiting}, given up {lost}",
        ).of(lang)
    )
    for one in outbox.troubled()[:_LISTED]:
        post = one.post
        when = one.due.astimezone(CHINA)
        later = Text(f"{when:%m-%d %H:%M} 再试", f"again at {when:%m-%d %H:%M}").of(lang)
        state = Text("已放弃", "given up").of(lang) if one.state is DeliveryState.GIVEN_UP else later
        click.echo(
            f"  {post.channel} {post.recipient} {shown(post.notice.subject)}: {state}: {shown(one.trouble)}"
        )
    return Exit.INCOMPLETE if done.failed or done.left or lost else Exit.CLEAN
