"""The options of commands that audit, and the settings they come to."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
from pydantic import ValidationError

from auditbot.cli.words import language_option
from auditbot.errors import ConfigError
from auditbot.model.outcome import Severity
from auditbot.model.site import CrawlPolicy
from auditbot.model.text import Lang, Text
from auditbot.settings import (
    ConnectTo,
    External,
    Limits,
    Links,
    Politeness,
    Reach,
    Render,
    Rendering,
    Settings,
)

CHINA = ZoneInfo("Asia/Shanghai")
_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(s|m|h)?$")
_UNITS = {None: 1, "s": 1, "m": 60, "h": 3600}

FORMATS = Text("报告格式，逗号分隔", "report formats, separated by commas")


def _option(name: str, help_: Text, lang: Lang, **more: Any) -> click.Option:
    return click.Option([*name.split()], help=help_.of(lang), **more)


def shown(lang: Lang) -> list[click.Parameter]:
    """Options for what is shown, of every command that audits or reports."""
    return [
        _option("--format", FORMATS, lang, metavar="LIST"),
        language_option(lang),
        _option("--quiet", Text("只输出结果", "print the outcome only"), lang, is_flag=True),
        _option("--verbose", Text("输出更多细节", "print more detail"), lang, is_flag=True),
        _option(
            "--log-json", Text("进度以 JSON 行输出", "print progress as lines of JSON"), lang, is_flag=True
        ),
        _option(
            "--fail-on",
            Text("出现该级及以上问题时返回 1", "exit with 1 for findings of this severity or graver"),
            lang,
            type=click.Choice([*(one.value for one in Severity), "never"]),
        ),
    ]


def reaching(lang: Lang) -> list[click.Parameter]:
    """Options for how a site is reached and visited."""
    return [
        _option(
            "--out",
            Text("输出目录", "output folder"),
            lang,
            type=click.Path(path_type=Path),
            default=Path("audits"),
            show_default=True,
        ),
        _option(
            "--framework",
            Text("指标体系，逗号分隔", "frameworks, separated by commas"),
            lang,
            metavar="ID[,ID]",
        ),
        _option("--as-of", Text("按这一天判定", "judge as if today were this day"), lang, metavar="DATE"),
        _option("--max-pages", Text("最多打开的页面数", "most pages to open"), lang, type=click.IntRange(1)),
        _option(
            "--max-depth",
            Text("离首页最多几次点击", "most clicks from the homepage"),
            lang,
            type=click.IntRange(0),
        ),
        _option("--deadline", Text("最长用时，如 30m", "longest time, such as 30m"), lang, metavar="TIME"),
        _option(
            "--rate",
            Text(
                "每个主机每秒请求数；0 为不限（仅限自己的网站）",
                "requests a second and host; 0: no limit (own hosts only)",
            ),
            lang,
            metavar="N[/s]",
        ),
        _option(
            "--concurrency",
            Text("每个主机同时的请求数", "requests at once per host"),
            lang,
            type=click.IntRange(1, 64),
        ),
        _option(
            "--allow-network",
            Text("允许访问的内部网络，可多次", "inner network that may be reached; repeatable"),
            lang,
            multiple=True,
            metavar="CIDR",
        ),
        _option(
            "--connect-to",
            Text("改连到另一地址，可多次", "connect to another address; repeatable"),
            lang,
            multiple=True,
            metavar="HOST:PORT:ADDR:PORT",
        ),
        _option("--dns-server", Text("使用的域名服务器", "name server to ask"), lang, metavar="ADDR:PORT"),
        _option(
            "--ca-file",
            Text("额外信任的证书", "additional trust"),
            lang,
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            metavar="PEM",
        ),
        _option(
            "--header",
            Text("只发给被检查网站的请求头，可多次", "header for the audited site only; repeatable"),
            lang,
            multiple=True,
            metavar="'NAME: VALUE'",
        ),
        _option(
            "--render",
            Text("何时用浏览器打开页面", "when a browser opens a page"),
            lang,
            type=click.Choice([one.value for one in Render]),
        ),
        _option(
            "--browser",
            Text("浏览器程序", "browser to use"),
            lang,
            type=click.Path(path_type=Path),
            metavar="PATH",
        ),
        _option(
            "--no-sandbox",
            Text(
                "浏览器沙箱不可用时仍打开页面（仅限可信网站）",
                "render even where the browser has no sandbox (trusted sites only)",
            ),
            lang,
            is_flag=True,
        ),
        _option(
            "--external",
            Text("是否验证外部链接", "what to do with links that leave the site"),
            lang,
            type=click.Choice([one.value for one in External]),
        ),
        _option(
            "--ignore-robots",
            Text("不遵守 robots.txt（仅限自己的网站）", "ignore robots.txt (own sites only)"),
            lang,
            is_flag=True,
        ),
        _option(
            "--contact",
            Text("写进访问标识的联系方式", "contact shown in the visitor's name"),
            lang,
            metavar="TEXT",
        ),
        _option(
            "--limit",
            Text("修改一项限制，可多次", "change one limit; repeatable"),
            lang,
            multiple=True,
            metavar="NAME=VALUE",
        ),
        _option(
            "--resume/--fresh",
            Text("接着上次未完成的检查，或重新开始", "go on with the last unfinished audit, or not"),
            lang,
            default=None,
        ),
    ]


def settings_of(given: Mapping[str, Any], policy: CrawlPolicy, lang: Lang) -> Settings:
    """The settings that options, a site's own policy and the defaults come to. Raises ConfigError."""
    try:
        return Settings(
            as_of=_day(given.get("as_of")),
            lang=lang,
            frameworks=_names(given.get("framework")) or ("state",),
            fail_on=_fail_on(given.get("fail_on")),
            limits=_limits(given, policy),
            politeness=_politeness(given, policy),
            links=Links(external=External(given["external"])) if given.get("external") else Links(),
            rendering=Rendering(
                mode=Render(given.get("render") or Render.AUTO),
                path=given.get("browser"),
                allow_no_sandbox=bool(given.get("no_sandbox")),
            ),
            reach=_reach(given),
        )
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ConfigError(f"{where}: {first['msg']}", f"given: {first['input']}") from None


def _day(text: str | None) -> date:
    if not text:
        return datetime.now(CHINA).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ConfigError(f"--as-of: not a day: {text}", "write it as 2026-01-31") from None


def _names(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())


def _fail_on(text: str | None) -> Severity | None:
    if text == "never":
        return None
    return Severity(text) if text else Severity.MAJOR


def _limits(given: Mapping[str, Any], policy: CrawlPolicy) -> Limits:
    chosen: dict[str, object] = {}
    for text in given.get("limit") or ():
        name, equals, value = text.partition("=")
        if not equals or name not in Limits.model_fields:
            known = ", ".join(sorted(Limits.model_fields))
            raise ConfigError(f"--limit: no such limit: {name}", f"known: {known}")
        chosen[name] = value
    pages = given.get("max_pages") or policy.max_pages
    depth = given.get("max_depth") if given.get("max_depth") is not None else policy.max_depth
    if pages:
        chosen["pages"] = pages
    if depth is not None:
        chosen["depth"] = depth
    if given.get("deadline"):
        chosen["seconds"] = seconds(given["deadline"])
    return Limits.model_validate(chosen)


def seconds(text: str) -> float:
    """``30m``, ``90s``, ``2h`` or plain seconds. Raises ConfigError."""
    match = _DURATION.match(text.strip().lower())
    if match is None or float(match[1]) <= 0:
        raise ConfigError(f"--deadline: not a length of time: {text}", "write it as 90s, 30m or 2h")
    return float(match[1]) * _UNITS[match[2]]


def _politeness(given: Mapping[str, Any], policy: CrawlPolicy) -> Politeness:
    chosen: dict[str, object] = {}
    rate = _rate(given["rate"]) if given.get("rate") is not None else policy.rate
    concurrency = given.get("concurrency") or policy.concurrency
    if rate is not None:
        chosen["rate"] = rate
        if rate == 0 and not concurrency:
            chosen["concurrency"] = 16
    if concurrency:
        chosen["concurrency"] = concurrency
    chosen["ignore_robots"] = bool(given.get("ignore_robots")) or policy.ignore_robots
    return Politeness.model_validate(chosen)


def _rate(text: str) -> float:
    try:
        rate = float(text.removesuffix("/s"))
    except ValueError:
        rate = -1
    if not 0 <= rate <= 1000:
        raise ConfigError(f"--rate: not a number of requests a second: {text}", "write it as 2 or 0.5/s")
    return rate


def _reach(given: Mapping[str, Any]) -> Reach:
    return Reach(
        allow=tuple(given.get("allow_network") or ()),
        connect_to=tuple(_connect_to(text) for text in given.get("connect_to") or ()),
        dns_server=_server(given.get("dns_server")),
        ca_file=given.get("ca_file"),
        headers=tuple(_header(text) for text in given.get("header") or ()),
        contact=given.get("contact") or "",
    )


def _connect_to(text: str) -> ConnectTo:
    try:
        return ConnectTo.parse(text)
    except ValueError as error:
        raise ConfigError(
            f"--connect-to: {text}: {error}", "write it as www.example.gov.cn:80:127.0.0.1:8080"
        ) from None


def _server(text: str | None) -> tuple[str, int] | None:
    if not text:
        return None
    address, colon, port = text.rpartition(":")
    if not colon or (":" in address and not address.startswith("[")):
        address, port = text, "53"
    if not port.isdigit() or not 0 < int(port) <= 65535:
        raise ConfigError(f"--dns-server: {text}", "write it as 127.0.0.1:5353 or [::1]:5353")
    return address.strip("[]"), int(port)


def _header(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    if (
        not colon
        or not re.fullmatch(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+", name.strip())
        or "\n" in value
        or "\r" in value
    ):
        raise ConfigError(f"--header: not a header: {text!r}", "write it as 'Name: value'")
    return name.strip(), value.strip()
