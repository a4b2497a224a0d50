"""The settings that options, a site's own policy and the defaults come to."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from ipaddress import ip_address
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

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
        raise ConfigError(
            f"{where}: {first['msg']}", Text(f"给出的是：{first['input']}", f"given: {first['input']}")
        ) from None


def _wrong(option: str, given: str, example: str) -> ConfigError:
    return ConfigError(
        Text(f"{option}：写法不对：{given}", f"{option}: cannot be read: {given}"),
        Text(f"请写成：{example}", f"write it as: {example}"),
    )


def _day(text: str | None) -> date:
    if not text:
        return datetime.now(CHINA).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _wrong("--as-of", text, "2026-01-31") from None


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
            raise ConfigError(
                Text(f"--limit：没有这项限制：{name}", f"--limit: no such limit: {name}"),
                Text(f"已有：{known}", f"known: {known}"),
            )
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
        raise _wrong("--deadline", text, "90s, 30m, 2h")
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
        raise _wrong("--rate", text, "2, 0.5/s")
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
    except ValueError:
        raise _wrong("--connect-to", text, "www.example.gov.cn:80:127.0.0.1:8080") from None


def _server(text: str | None) -> tuple[str, int] | None:
    if not text:
        return None
    address, colon, port = text.rpartition(":")
    if not colon or text.endswith("]") or (":" in address and not address.startswith("[")):
        address, port = text, "53"
    address = address.strip("[]")
    if not _is_address(address) or not port.isdigit() or not 0 < int(port) <= 65535:
        raise _wrong("--dns-server", text, "127.0.0.1:5353, [::1]:5353")
    return address, int(port)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _header(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    if (
        not colon
        or not re.fullmatch(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+", name.strip())
        or "\n" in value
        or "\r" in value
    ):
        raise _wrong("--header", repr(text), "Name: value")
    return name.strip(), value.strip()
