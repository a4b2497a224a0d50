"""``schedule free``: what was parked, for it seemed to end the daemon each time, may be done again."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import click
from sqlalchemy.orm import Session

from auditbot.cli.exits import Exit
from auditbot.cli.groups import Part
from auditbot.cli.schedule_options import in_service, kind_argument, require_known, sites_argument
from auditbot.cli.stores import store_wanted
from auditbot.clock.rule_words import KINDS
from auditbot.errors import ConfigError
from auditbot.model.text import Lang, Text
from auditbot.store.open import open_store
from auditbot.store.runs import parked, set_free
from auditbot.store.schedules import due_now
from auditbot.store.schema_clock import RunKind

ADVICE = Text(
    "停放的任务不再进行；原因见 auditbot schedule runs，查明后解除：auditbot schedule free 任务 网站",
    "what is parked is not done any more; why: `auditbot schedule runs`; then: `auditbot schedule free`",
)


def parts() -> dict[str, Part]:
    """The part of the command."""
    said = Text(
        "解除停放，到点即做；不写网站则为所有停放的网站",
        "set free what is parked, and have it done now; without a site: of all sites",
    )
    return {"free": (_free, said, [kind_argument(), sites_argument()])}


def _free(lang: Lang, *, kind: RunKind, sites: Sequence[str], **given: Any) -> int:
    """Set runs of one kind free. Raises ConfigError where none is parked."""
    now = datetime.now(UTC)

    def work(session: Session) -> list[str]:
        require_known(sites, in_service(session))
        found = [run for run in parked(session) if run.kind is kind and (not sites or run.site_id in sites)]
        names = sorted({run.site_id for run in found})
        if not names or set(sites) - set(names):
            raise _not_parked(kind, sorted(set(sites) - set(names)))
        for run in found:
            set_free(session, run.key)
            due_now(session, run.site_id, kind, now)
        return names

    with open_store(store_wanted(given)) as store:
        done = store.write(work)
    for site in done:
        click.echo(Text(f"已解除：{KINDS[kind].zh} {site}", f"set free: {KINDS[kind].en} {site}").of(lang))
    return Exit.CLEAN


def _not_parked(kind: RunKind, sites: Sequence[str]) -> ConfigError:
    names = ", ".join(sites)
    return ConfigError(
        Text(
            f"没有停放的{KINDS[kind].zh}{f'：{names}' if names else ''}",
            f"no {KINDS[kind].en} is parked{f': {names}' if names else ''}",
        ),
        Text("auditbot schedule list 的“状态”列出停放的任务", "`auditbot schedule list` tells what is"),
    )
