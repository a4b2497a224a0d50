"""Who is told over which channel, as an operator writes it in a YAML file. Secrets are named, never written.

channels:
  mail: {kind: email, host: smtp.example.gov.cn, sender: a@example.gov.cn, user: a, password_env: MAIL_PW}
  group: {kind: dingtalk, url_env: GROUP_URL, secret_env: GROUP_SECRET}
routes:
  - {channel: mail, to: [office@example.gov.cn]}
  - {channel: mail, audience: unit, units: [区财政局], to: [cz@example.gov.cn], digest: weekly}
  - {channel: group, audience: supervisor}
  - {channel: mail, audience: operator, to: [it@example.gov.cn]}
"""

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from auditbot.model.document import Document
from auditbot.model.site import Address, OneLine
from auditbot.model.text import Fault
from auditbot.notify.early import Thresholds
from auditbot.notify.notice import AudienceKind
from auditbot.settings import Network

_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,250}")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")
_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}|[0-9A-Fa-f:.]{2,45}")


def is_mail(text: str) -> bool:
    """Whether a text is an e-mail address that every server takes."""
    return _MAIL.fullmatch(text) is not None


def _mail(value: str) -> str:
    if not is_mail(value):
        raise Fault("应为邮箱地址，如 a@example.gov.cn", "must be an address such as a@example.gov.cn")
    return value


def _variable(value: str) -> str:
    if value and not _NAME.fullmatch(value):
        raise Fault("应为环境变量的名称，不是密钥本身", "the name of an environment variable, not the secret")
    return value


def _host(value: str) -> str:
    if not _HOST.fullmatch(value):
        raise Fault("应为域名或地址", "must be the name or the address of a host")
    return value


Mail = Annotated[str, AfterValidator(_mail)]
Variable = Annotated[str, AfterValidator(_variable)]
"""The name of an environment variable that holds a secret."""


class Security(StrEnum):
    """How a mail server is spoken to."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"
    """In the open: only to servers inside the networks that were allowed."""


class MailSpec(Document):
    """A mail server. The port follows from ``security`` unless it is given."""

    kind: Literal["email"]
    host: Annotated[str, AfterValidator(_host)]
    port: int = Field(default=0, ge=0, le=65535)
    security: Security = Security.TLS
    user: OneLine = ""
    password_env: Variable = ""
    password_file: Path | None = None
    sender: Mail
    sender_name: OneLine = ""
    to: tuple[Mail, ...] = ()
    """Who is written to where a route names nobody."""

    @model_validator(mode="after")
    def _whole_login(self) -> "MailSpec":
        _one_of("password", self.password_env, self.password_file, needed=bool(self.user))
        if not self.user.isascii():
            raise Fault("user 只能用 ASCII 字符", "user must be ASCII")
        return self


class ChatSpec(Document):
    """A robot in a group chat. Its whole address, which holds its key, is a secret."""

    kind: Literal["wecom", "dingtalk", "feishu"]
    url_env: Variable = ""
    url_file: Path | None = None
    secret_env: Variable = ""
    """What messages are signed with (加签); WeCom has none."""
    secret_file: Path | None = None

    @model_validator(mode="after")
    def _whole(self) -> "ChatSpec":
        _one_of("url", self.url_env, self.url_file, needed=True)
        _one_of("secret", self.secret_env, self.secret_file, needed=False)
        if self.kind == "wecom" and (self.secret_env or self.secret_file):
            raise Fault("企业微信机器人没有签名密钥", "robots of WeCom have no secret to sign with")
        return self


class WebhookSpec(Document):
    """A server of one's own, which verifies the signature; see ``webhook``."""

    kind: Literal["webhook"]
    url: Address | None = None
    """Of a server whose address is no secret; else ``url_env`` or ``url_file``."""
    url_env: Variable = ""
    url_file: Path | None = None
    secret_env: Variable = ""
    secret_file: Path | None = None

    @model_validator(mode="after")
    def _whole(self) -> "WebhookSpec":
        _one_of("url", self.url, self.url_env, self.url_file, needed=True)
        _one_of("secret", self.secret_env, self.secret_file, needed=True)
        return self


def _one_of(what: str, *given: object, needed: bool) -> None:
    """Where a secret, or an address, is taken from."""
    if sum(map(bool, given)) > 1:
        raise Fault(f"{what}_env、{what}_file 等只能写一个", f"give only one of {what}_env, {what}_file …")
    if needed and not any(given):
        raise Fault(f"缺少 {what}_env 或 {what}_file", f"{what}_env or {what}_file is missing")


ChannelSpec = Annotated[MailSpec | ChatSpec | WebhookSpec, Field(discriminator="kind")]


class Digest(StrEnum):
    """How long notices are gathered before they go out together; what is urgent never waits."""

    NONE = "none"
    DAILY = "daily"
    WEEKLY = "weekly"


class Route(Document):
    """Which notices go where. A route that names units or sites goes before one that names none."""

    channel: str
    audience: AudienceKind = AudienceKind.SITE
    units: tuple[str, ...] = ()
    """Only for these units; empty: for all that no other route names."""
    sites: tuple[str, ...] = ()
    """Only for sites with these ids; empty: for all that no other route names."""
    to: tuple[Mail, ...] = ()
    """Recipients of e-mail."""
    contacts: bool = False
    """Also to the e-mail addresses of the site's registered contacts."""
    digest: Digest = Digest.NONE

    @model_validator(mode="after")
    def _consistent(self) -> "Route":
        if self.units and self.audience is not AudienceKind.UNIT:
            raise Fault("写了 units 的，audience 应为 unit", "units go with audience: unit")
        return self


class NotifyConfig(Document):
    """The whole of it."""

    channels: dict[str, ChannelSpec] = Field(min_length=1)
    routes: tuple[Route, ...] = ()
    thresholds: Thresholds = Thresholds()
    report: str = Field(default="", max_length=500)
    """Where reports are read: an address with ``{site}`` and ``{audit}``; empty: the path of the file."""
    digest_hour: int = Field(default=9, ge=0, le=23)
    """When digests go out, in China; weekly ones on Mondays."""
    allow_networks: tuple[Network, ...] = ()
    """Inner networks that may be reached."""
    ca_file: Path | None = None
    """Certificates to trust besides those of the machine."""

    @model_validator(mode="after")
    def _channels_known(self) -> "NotifyConfig":
        for route in self.routes:
            spec = self.channels.get(route.channel)
            if spec is None:
                raise Fault(f"没有这个渠道：{route.channel}", f"no such channel: {route.channel}")
            mail = isinstance(spec, MailSpec)
            if not mail and (route.to or route.contacts):
                raise Fault(
                    f"{route.channel} 不是邮件渠道，不能写 to、contacts",
                    f"{route.channel} sends no e-mail: to and contacts have no meaning",
                )
            if isinstance(spec, MailSpec) and not (route.to or route.contacts or spec.to):
                raise Fault(f"{route.channel} 没有收件人", f"{route.channel}: nobody to write to")
        return self
