from pathlib import Path

import pytest

from auditbot.errors import ConfigError
from auditbot.model.text import Lang
from auditbot.notify.config import MailSpec, NotifyConfig, Security, is_mail
from auditbot.notify.secret import scrubbed, secret
from auditbot.yamlfile import load

WHOLE = """
channels:
  mail: {kind: email, host: smtp.example.cn, sender: a@example.cn, user: a, password_env: MAIL_PASSWORD}
  group: {kind: dingtalk, url_env: GROUP_URL, secret_file: /run/secrets/group}
  hook: {kind: webhook, url: "https://hook.example.cn/in", secret_env: HOOK_SECRET}
routes:
  - {channel: mail, to: [office@example.cn], contacts: true}
  - {channel: mail, audience: unit, units: [区财政局], to: [cz@example.cn], digest: weekly}
  - {channel: group, audience: supervisor}
thresholds: {availability_percent: 2}
allow_networks: [10.0.0.0/8]
"""


def read(text: str, tmp_path: Path) -> NotifyConfig:
    path = tmp_path / "notify.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path, NotifyConfig)


def test_a_whole_configuration(tmp_path: Path) -> None:
    config = read(WHOLE, tmp_path)
    assert list(config.channels) == ["mail", "group", "hook"]
    mail = config.channels["mail"]
    assert isinstance(mail, MailSpec)
    assert mail.security is Security.TLS
    assert config.thresholds.availability_percent == 2


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("password_env: MAIL_PASSWORD", "password: hunter2-hunter2", "password"),
        ("password_env: MAIL_PASSWORD", "password_env: hunter2-hunter2", "password_env"),
        ("password_env: MAIL_PASSWORD", "port: 25", "password"),
        ("url_env: GROUP_URL", "url: 'https://oapi.example.cn/robot?access_token=hunter2-hunter2'", "url"),
        ("url_env: GROUP_URL, ", "", "url"),
        ("kind: dingtalk", "kind: wecom", "group"),
        ("kind: dingtalk", "kind: pigeon", "group"),
        (", secret_env: HOOK_SECRET", "", "secret"),
        ("secret_env: HOOK_SECRET", "secret_env: A, url_env: B", "url"),
        ("to: [office@example.cn]", "to: ['a@b.cn\\r\\nBcc: c@d.cn']", "to"),
        ("to: [office@example.cn]", "to: [no address]", "to"),
        ("to: [office@example.cn], contacts: true", "to: []", "mail"),
        ("sender: a@example.cn", "sender: 'a@example.cn>'", "sender"),
        ("smtp.example.cn", "'smtp example/cn'", "host"),
        ("channel: group", "channel: nobody", "nobody"),
        ("channel: group", "channel: group, to: [a@b.cn]", "group"),
        ("audience: unit, ", "", "units"),
        ("user: a,", "user: 用户,", "user"),
        ("10.0.0.0/8", "10.0.0.1/8", "allow_networks"),
    ],
)
def test_mistakes_are_told_without_secrets(old: str, new: str, told: str, tmp_path: Path) -> None:
    assert old in WHOLE
    with pytest.raises(ConfigError) as caught:
        read(WHOLE.replace(old, new), tmp_path)
    said = caught.value.told(Lang.ZH) + caught.value.told(Lang.EN)
    assert told in said
    assert "hunter2" not in said


@pytest.mark.parametrize(
    ("address", "right"),
    [
        ("a.b+c@example.gov.cn", True),
        ("a@b@c", False),
        ("甲@example.cn", False),
        ("a@b\n", False),
        ("", False),
    ],
)
def test_addresses(address: str, right: bool) -> None:
    assert is_mail(address) is right


def test_secrets_come_from_the_environment_or_a_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("from-file\n")
    assert secret("NAME", None, {"NAME": " from-env\n"}) == "from-env"
    assert secret("", file, {}) == "from-file"
    assert secret("", None, {}) == ""


@pytest.mark.parametrize("content", [None, b"", b"two\nlines", b"\xff\xfe\x00", b"x" * 5000, "密码".encode()])
def test_bad_secrets_are_told_by_their_name(content: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        secret("", file, {})
    assert str(file) in caught.value.told(Lang.ZH)


def test_secrets_are_taken_out_of_what_is_shown() -> None:
    said = scrubbed("535 p@ss/word and p%40ss%2Fword, not abc", ("p@ss/word", "abc"))
    assert said == "535 *** and ***, not abc"
