"""``judge``, ``report`` and ``resume``: what is done with an audit that lies on disk."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import click
from pydantic import TypeAdapter, ValidationError

from auditbot.audit import folder as folders
from auditbot.audit.judge import judge
from auditbot.audit.plan import Plan, make
from auditbot.audit.recorded import recorded
from auditbot.audit.rejudge import visit_again
from auditbot.cli.chosen import changed
from auditbot.cli.options import shown, visiting
from auditbot.cli.printing import print_report, without_pdf
from auditbot.cli.remember import recalled
from auditbot.cli.session import Manner, finish, run_audit, write_reports
from auditbot.cli.stores import VARIABLE, store_option
from auditbot.compare import compared
from auditbot.crawl.archive import Archive
from auditbot.crawl.bodies import require_bodies
from auditbot.errors import ConfigError, StoreError
from auditbot.frameworks import read
from auditbot.model.audit import Audit
from auditbot.model.framework import Framework
from auditbot.model.sheet import ScoreSheet
from auditbot.model.site import CrawlPolicy, Site
from auditbot.model.text import Lang, Text
from auditbot.registry import load
from auditbot.settings import Reach, Settings
from auditbot.sheets import sheet_for

_SETTINGS = TypeAdapter(Settings)
_SITE = TypeAdapter(Site)
_SHEET = TypeAdapter(ScoreSheet)
_FRAMEWORKS = TypeAdapter(tuple[Framework, ...])


_RECALLED = Text(
    f"按此办公库更新台账状态、发现次数等（或环境变量 {VARIABLE}）",
    f"tell what this office store knows of the findings now (or {VARIABLE} of the environment)",
)


def command(name: str, help_: str, lang: Lang) -> click.Command:
    """Build one of the three."""
    does: dict[str, Callable[..., int]] = {"judge": _judge, "report": _report, "resume": _resume}
    params: list[click.Parameter] = [
        click.Argument(["audit"], metavar="AUDIT"),
        click.Option(
            ["--out"],
            type=click.Path(path_type=Path),
            default=Path("audits"),
            help=Text("查找检查结果的目录", "where audits lie").of(lang),
        ),
    ]
    params.append(store_option(lang, _RECALLED if name == "report" else None))
    if name == "judge":
        params.append(
            click.Option(
                ["--framework"], help=Text("改用的指标体系", "other frameworks").of(lang), metavar="ID[,ID]"
            )
        )
        params.append(
            click.Option(
                ["--sheet"], help=Text("改用的评分表", "another score sheet").of(lang), metavar="ID|FILE"
            )
        )
    if name == "resume":
        params += visiting(lang)
    return click.Command(name, params=[*params, *shown(lang)], callback=partial(does[name], lang), help=help_)


def _judge(lang: Lang, audit: str, out: Path, framework: str | None, **given: Any) -> int:
    """Show every archived page to the checks again, and conclude anew."""
    manner = Manner.of({**given, "out": out}, lang)
    place = folders.find(audit, out)
    with Archive.open(place / folders.ARCHIVE) as archive:
        require_bodies(archive)
        plan = _plan(archive, framework, given, lang)
        visit_again(archive, plan)
        judged = judge(archive, plan)
    return finish(compared(judged, folders.earlier(place)), place, manner)


def _report(lang: Lang, audit: str, out: Path, **given: Any) -> int:
    """Render the stored audit again; with what a store that is named knows of it now."""
    on_paper, given = without_pdf(given)
    manner = Manner.of({**given, "out": out}, lang)
    place = folders.find(audit, out)
    stored = _stored(place)
    if given["store"]:
        stored = recalled(stored, given["store"], lang)
    for path in write_reports(stored, place, manner).values():
        click.echo(path)
    if on_paper:
        click.echo(print_report(stored, place, lang))
    return 0


def _resume(lang: Lang, audit: str, out: Path, **given: Any) -> int:
    """Go on with an audit as it was planned, but for what the options say otherwise."""
    manner = Manner.of({**given, "out": out}, lang)
    place = folders.find(audit, out)
    with Archive.open(place / folders.ARCHIVE) as archive:
        require_bodies(archive)
        plan = _plan(archive, None, given, lang)
    _require_served(plan.site)
    _require_headers(plan.settings.reach)
    return run_audit(plan, place, manner)


def _require_served(site: Site) -> None:
    """The example town is there only while ``demo`` runs: all its pages would be taken as closed."""
    from auditbot.demo.parts import PORTAL

    if site.home == f"http://{PORTAL}/":
        raise ConfigError(
            Text(
                "示例网站的检查不能接着做：示例网站已经关闭",
                "the example town is closed: nothing to go on with",
            ),
            Text("请重新运行 auditbot demo", "run `auditbot demo` again"),
        )


def _require_headers(reach: Reach) -> None:
    """Headers that the audit was begun with. Raises ConfigError where they were not given again."""
    missing = [name for name, value in reach.headers if not value]
    if missing:
        names = ", ".join(missing)
        raise ConfigError(
            Text(f"检查时用过请求头 {names}，存档不保存其内容", f"the audit was begun with headers: {names}"),
            Text(
                "请用 --header 重新给出",
                "their values are not kept; give them again with --header",
            ),
        )


def _plan(archive: Archive, framework: str | None, given: Mapping[str, Any], lang: Lang) -> Plan:
    """The plan an archive was made with, or the same with other frameworks and settings."""
    settings = changed(recorded(archive, "settings", _SETTINGS), given, CrawlPolicy(), lang)
    site = recorded(archive, "site", _SITE)
    if framework:
        names = tuple(part.strip() for part in framework.split(",") if part.strip())
        frameworks = tuple(read(name) for name in names)
        return make(site, settings, frameworks, load(), sheet_for(settings.sheet or site.sheet, names))
    sheet = sheet_for(given["sheet"], settings.frameworks) if given.get("sheet") else _sheet(archive)
    return make(site, settings, recorded(archive, "frameworks", _FRAMEWORKS), load(), sheet)


def _sheet(archive: Archive) -> ScoreSheet | None:
    """The score sheet that an audit was made with."""
    return recorded(archive, "sheet", _SHEET) if archive.meta("sheet") else None


def _stored(place: Path) -> Audit:
    path = place / folders.AUDIT
    try:
        return Audit.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        raise StoreError(
            Text(f"还没有结果：{path}", f"no result yet: {path}"),
            Text(
                "请先运行 auditbot judge 或 auditbot resume",
                "run `auditbot judge` or `auditbot resume` first",
            ),
        ) from None
    except (OSError, ValidationError) as error:
        raise StoreError(
            Text(f"读不了 {path}：{error}", f"cannot read {path}: {error}"),
            Text("请用 auditbot judge 重新生成", "run `auditbot judge` to make it anew"),
        ) from error
