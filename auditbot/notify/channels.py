"""The channels of a configuration, made ready for use."""

import os
import ssl
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from auditbot.errors import ConfigError
from auditbot.model.text import Text
from auditbot.net.egress.egress import Egress
from auditbot.notify.channel import Channel
from auditbot.notify.config import ChatSpec, MailSpec, NotifyConfig, WebhookSpec
from auditbot.notify.dingtalk import DingTalk
from auditbot.notify.feishu import Feishu
from auditbot.notify.mail import Mail
from auditbot.notify.posting import Poster
from auditbot.notify.secret import secret
from auditbot.notify.webhook import Webhook
from auditbot.notify.wecom import WeCom
from auditbot.url import Url, from_person

_KEY = 8
"""Letters: no key is shorter."""


class Channels:
    """Opens channels by name. The poster must be in its context while they are used."""

    def __init__(
        self,
        config: NotifyConfig,
        egress: Egress,
        poster: Poster,
        clock: Callable[[], datetime],
        ca_file: Path | None = None,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        self._config = config
        self._egress = egress
        self._poster = poster
        self._clock = clock
        self._ca_file = ca_file
        self._environment = environment

    def open(self, names: Iterable[str]) -> dict[str, Channel]:
        """The channels with these names and their secrets. Raises ConfigError."""
        return {name: self._open(name) for name in names}

    def _open(self, name: str) -> Channel:
        spec = self._config.channels.get(name)
        if spec is None:
            known = ", ".join(self._config.channels)
            raise ConfigError(
                Text(f"没有这个渠道：{name}", f"no such channel: {name}"),
                Text(f"已有：{known}", f"known: {known}"),
            )
        if isinstance(spec, MailSpec):
            password = secret(spec.password_env, spec.password_file, self._environment)
            return Mail(spec, password, self._egress, _context(self._ca_file), self._clock)
        address = self._address(spec, name)
        key = secret(spec.secret_env, spec.secret_file, self._environment)
        public = isinstance(spec, WebhookSpec) and spec.url is not None
        hidden = (*(() if public else _within(address)), *((key,) if key else ()))
        match spec.kind:
            case "wecom":
                return WeCom(self._poster, address, hidden)
            case "dingtalk":
                return DingTalk(self._poster, address, key, hidden, self._clock)
            case "feishu":
                return Feishu(self._poster, address, key, hidden, self._clock)
            case "webhook":
                return Webhook(self._poster, address, key, hidden, self._clock)

    def _address(self, spec: ChatSpec | WebhookSpec, name: str) -> Url:
        if isinstance(spec, WebhookSpec) and spec.url is not None:
            return spec.url
        address = from_person(secret(spec.url_env, spec.url_file, self._environment))
        if address is None:
            raise ConfigError(
                Text(f"{name}：地址不是完整的网址", f"{name}: the address is not a complete one"),
                Text("请从群机器人的设置中复制完整的 Webhook 地址", "copy the whole address of the robot"),
            )
        return address


def _within(address: Url) -> tuple[str, ...]:
    """A secret address, and the long parts of it, of which one is a key."""
    parts = urlsplit(address)
    pieces = (parts.path.rpartition("/")[2], *(value for _, value in parse_qsl(parts.query)))
    return (address, *(one for one in pieces if len(one) >= _KEY))


def _context(ca_file: Path | None) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if ca_file is not None:
        context.load_verify_locations(ca_file)
    return context
