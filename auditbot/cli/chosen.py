"""The settings that options, a site's own policy and the defaults come to."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any, TypeVar

from pydantic import ValidationError

from auditbot.errors import ConfigError
from auditbot.model.document import Document
from auditbot.model.outcome import Severity
from auditbot.model.site import CrawlPolicy
from auditbot.model.text import Lang, Text
from auditbot.model.zone import CHINA
from auditbot.settings import (
    ConnectTo,
    Limits,
    Politeness,
    Reach,
    Settings,
)
from auditbot.yamlfile import told

_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(s|m|h)?$")
_UNITS = {None: 1, "s": 1, "m": 60, "h": 3600}
_GLANCE = 600
"""Seconds of a daily glance, unless another deadline is given."""


def settings_of(given: Mapping[str, Any], policy: CrawlPolicy, lang: Lang) -> Settings:
    """The settings that options, a site's own policy and the defaults come to. Raises ConfigError."""
    return changed(Settings(as_of=datetime.now(CHINA).date()), given, policy, lang)


def changed(base: Settings, given: Mapping[str, Any], policy: CrawlPolicy, lang: Lang) -> Settings:
    """The settings with what the options say otherwise. Raises ConfigError."""
    try:
        return Settings(
            as_of=_day(given["as_of"]) if given.get("as_of") else base.as_of,
            lang=lang,
            frameworks=_names(given.get("framework")) or base.frameworks,
            sheet=given.get("sheet") or base.sheet,
            glance=base.glance or bool(given.get("glance")),
            keep_bodies=base.keep_bodies and not (given.get("no_bodies") or given.get("glance")),
            fail_on=_fail_on(given["fail_on"]) if given.get("fail_on") else base.fail_on,
            limits=_limits(base.limits, given, policy),
            politeness=_politeness(base.politeness, given, policy),
            links=_with(base.links, external=given.get("external")),
            rendering=_with(
                base.rendering,
                mode=given.get("render"),
                path=given.get("browser"),
                allow_no_sandbox=given.get("no_sandbox"),
            ),
            reach=_reach(base.reach, given),
        )
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = ".".join(str(part) for part in first["loc"])
        where = f"--limit {name}" if name in Limits.model_fields else name
        said, given_ = told(first), first["input"]
        raise ConfigError(
            Text(f"{where}：{said.zh}", f"{where}: {said.en}"),
            Text(f"给出的是：{given_}", f"given: {given_}"),
        ) from None


D = TypeVar("D", bound=Document)


def _with(base: D, **chosen: object) -> D:
    """The settings with what was chosen; nothing, no and an empty list leave them as they are."""
    named = {name: value for name, value in chosen.items() if value not in (None, False, "", ())}
    return type(base).model_validate({**dict(base), **named})


def _wrong(option: str, given: str, example: str) -> ConfigError:
    return ConfigError(
        Text(f"{option}：写法不对：{given}", f"{option}: cannot be read: {given}"),
        Text(f"请写成：{example}", f"write it as: {example}"),
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _wrong("--as-of", text, "2026-01-31") from None


def _names(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())


def _fail_on(text: str) -> Severity | None:
    return None if text == "never" else Severity(text)


def _limits(base: Limits, given: Mapping[str, Any], policy: CrawlPolicy) -> Limits:
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
    elif given.get("glance"):
        chosen.setdefault("seconds", _GLANCE)
    return Limits.model_validate({**dict(base), **chosen})


def seconds(text: str, option: str = "--deadline") -> float:
    """``30m``, ``90s``, ``2h`` or plain seconds. Raises ConfigError."""
    match = _DURATION.match(text.strip().lower())
    if match is None or float(match[1]) <= 0:
        raise _wrong(option, text, "90s, 30m, 2h")
    return float(match[1]) * _UNITS[match[2]]


def _politeness(base: Politeness, given: Mapping[str, Any], policy: CrawlPolicy) -> Politeness:
    chosen: dict[str, object] = {}
    rate = _rate(given["rate"]) if given.get("rate") is not None else policy.rate
    concurrency = given.get("concurrency") or policy.concurrency
    if rate is not None:
        chosen["rate"] = rate
        if rate == 0 and not concurrency:
            chosen["concurrency"] = 16
    if concurrency:
        chosen["concurrency"] = concurrency
    if given.get("ignore_robots") or policy.ignore_robots:
        chosen["ignore_robots"] = True
    return Politeness.model_validate({**dict(base), **chosen})


def _rate(text: str) -> float:
    try:
        rate = float(text.removesuffix("/s"))
    except ValueError:
        rate = -1
    if not 0 <= rate <= 1000:
        raise _wrong("--rate", text, "2, 0.5/s")
    return rate


def _reach(base: Reach, given: Mapping[str, Any]) -> Reach:
    return _with(
        base,
        allow=tuple(_network(text) for text in given.get("allow_network") or ()),
        connect_to=tuple(_connect_to(text) for text in given.get("connect_to") or ()),
        dns_server=_server(given.get("dns_server")),
        ca_file=given.get("ca_file"),
        headers=tuple(_header(text) for text in given.get("header") or ()),
        contact=given.get("contact"),
    )


def _network(text: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(text)
    except ValueError:
        pass
    try:
        meant = str(ip_network(text, strict=False))
    except ValueError:
        meant = "10.0.0.0/8, fd00::/8"
    raise _wrong("--allow-network", text, meant)


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
