"""``auditbot notify``, as it is called."""

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from auditbot.cli.exits import Exit
from auditbot.compare import compared
from auditbot.model.audit import Audit
from auditbot.model.text import Lang
from auditbot.store.audits import record
from auditbot.store.open import open_store
from auditbot.store.schema_notices import DeliveryRow, DeliveryState
from auditbot.store.sites import put_sites
from tests.cli.calling import said
from tests.notify.audits import FINANCE, THEN, audit, finding

SECRET = "hook-secret-1"


class Hook(ThreadingHTTPServer):
    def __init__(self) -> None:
        self.sent: list[Any] = []
        self.status = 200
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Hook)
        self.server.sent.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def hook() -> Iterator[Hook]:
    with Hook() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def office(tmp_path: Path, hook: Hook, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two audits and a configuration."""
    first = compared(
        audit(finding("a", unit=FINANCE), finding("c"), name="20261113-0900", finished=THEN), None
    )
    for folder, made in (("20261113-090000", first), ("20261120-090000", None)):
        place = tmp_path / "audits" / "qinghe" / folder
        place.mkdir(parents=True)
        whole = made or compared(
            audit(finding("b", unit=FINANCE), finding("c")), tmp_path / "audits/qinghe/20261113-090000"
        )
        (place / "audit.json").write_text(whole.model_dump_json(by_alias=True), encoding="utf-8")
    url = f"http://127.0.0.1:{hook.server_port}/hook"
    (tmp_path / "notify.yaml").write_text(
        f"channels:\n  hook: {{kind: webhook, url: '{url}', secret_env: HOOK_SECRET}}\n"
        "routes:\n  - {channel: hook}\n  - {channel: hook, audience: unit}\n"
        "report: 'https://reports.example.cn/{site}/{audit}'\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("HOOK_SECRET", SECRET)
    monkeypatch.chdir(tmp_path)
    return tmp_path


ALLOW = ("--allow-network", "127.0.0.0/8")
LAST = "audits/qinghe/20261120-090000"


def test_changes_are_told_once(office: Path, hook: Hook, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "notify", LAST, "--config", "notify.yaml", *ALLOW)
    assert code == Exit.CLEAN
    assert "送达 2" in out
    assert [one["audience"]["kind"] for one in hook.sent] == ["site", "unit"]
    text = hook.sent[0]["text"]
    assert "链接 b" in text
    assert "链接 a" in text
    assert "链接 c" not in text
    assert "https://reports.example.cn/qinghe/20261120-0900" in text
    assert said(capsys, "notify", LAST, "--config", "notify.yaml", *ALLOW)[0] == Exit.CLEAN
    assert len(hook.sent) == 2


def test_what_was_not_delivered_is_shown_and_tried_again(
    office: Path, hook: Hook, capsys: pytest.CaptureFixture[str]
) -> None:
    hook.status = 500
    code, out, _ = said(capsys, "notify", LAST, "--config", "notify.yaml", *ALLOW, lang=Lang.EN)
    assert code == Exit.INCOMPLETE
    assert "HTTP 500" in out
    assert len(hook.sent) == 1
    assert SECRET.encode() not in (office / "audits/notices.sqlite").read_bytes()
    hook.status = 200
    assert said(capsys, "notify", "--config", "notify.yaml", *ALLOW)[0] == Exit.CLEAN
    assert len(hook.sent) == 2


def test_private_addresses_only_if_allowed(
    office: Path, hook: Hook, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = said(capsys, "notify", LAST, "--config", "notify.yaml")
    assert code == Exit.INCOMPLETE
    assert "private" in out
    assert hook.sent == []


def test_a_channel_is_tried_out(office: Path, hook: Hook, capsys: pytest.CaptureFixture[str]) -> None:
    command = ("notify", "--config", "notify.yaml", "--test", "hook", *ALLOW)
    assert said(capsys, *command)[0] == Exit.CLEAN
    assert "测试" in hook.sent[0]["subject"]
    hook.status = 403
    code, out, _ = said(capsys, *command)
    assert code == Exit.INCOMPLETE
    assert "403" in out
    assert not (office / "audits/notices.sqlite").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("notify",),
        ("notify", "--config", "none.yaml"),
        ("notify", "nowhere", "--config", "notify.yaml"),
        ("notify", "--config", "notify.yaml", "--test", "pigeon"),
    ],
)
def test_wrong_usage(
    arguments: tuple[str, ...], office: Path, hook: Hook, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said(capsys, *arguments)[0] == Exit.USAGE
    assert hook.sent == []


def test_a_secret_that_is_not_set(
    office: Path, hook: Hook, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HOOK_SECRET")
    code, _, complaint = said(capsys, "notify", LAST, "--config", "notify.yaml", *ALLOW)
    assert code == Exit.USAGE
    assert "HOOK_SECRET" in complaint
    assert hook.sent == []


def test_an_audit_that_cannot_be_read(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (office / LAST / "audit.json").write_text("{}")
    assert said(capsys, "notify", LAST, "--config", "notify.yaml", *ALLOW)[0] == Exit.FAULT


def test_what_is_not_delivered_is_listed_and_nothing_is_sent(
    office: Path, hook: Hook, capsys: pytest.CaptureFixture[str]
) -> None:
    listing = ("notify", "--config", "notify.yaml", "--list", *ALLOW)
    assert "没有未送达" in said(capsys, *listing)[1]
    hook.status = 500
    said(capsys, "notify", LAST, "--config", "notify.yaml", *ALLOW)
    sent = len(hook.sent)
    code, out, _ = said(capsys, *listing)
    assert code == Exit.CLEAN
    assert len(out.splitlines()) == 2
    assert "HTTP 500" in out
    assert len(hook.sent) == sent


def test_what_was_given_up_is_tried_anew(
    office: Path, hook: Hook, capsys: pytest.CaptureFixture[str]
) -> None:
    hook.status = 500
    said(capsys, "notify", LAST, "--config", "notify.yaml", *ALLOW)
    with open_store("audits/notices.sqlite") as store:
        given_up = update(DeliveryRow).values(state=DeliveryState.GIVEN_UP, tries=9)
        store.write(lambda session: session.execute(given_up))
    hook.status = 200
    command = ("notify", "--config", "notify.yaml", *ALLOW)
    code, out, _ = said(capsys, *command)
    assert code == Exit.INCOMPLETE
    assert "已放弃 2" in out
    code, out, _ = said(capsys, *command, "--again")
    assert code == Exit.CLEAN
    assert "送达 2" in out


@pytest.fixture
def stored(office: Path) -> Path:
    """The same with an office store that has both audits."""
    with open_store("audits/office.sqlite", create=True) as store:
        for folder in sorted((office / "audits/qinghe").iterdir()):
            one = Audit.model_validate_json((folder / "audit.json").read_bytes())
            store.write(partial(put_sites, sites=[one.site], now=THEN))
            store.write(partial(record, audit=one, folder=folder, now=THEN))
    return office


@pytest.mark.parametrize("chosen", [("--all",), ("qinghe",), (LAST,), ("qinghe", "--all", LAST)])
def test_the_last_audit_of_the_store_is_told(
    chosen: tuple[str, ...], stored: Path, hook: Hook, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = said(capsys, "notify", *chosen, "--config", "notify.yaml", *ALLOW)
    assert code == Exit.CLEAN
    assert "送达 2" in out
    assert "链接 b" in hook.sent[0]["text"]
    assert "链接 c" not in hook.sent[0]["text"]
    assert not (stored / "audits/notices.sqlite").exists()
    said(capsys, "notify", *chosen, "--config", "notify.yaml", *ALLOW)
    assert len(hook.sent) == 2


def test_an_outbox_of_another_making_is_refused_and_left_as_it_is(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect("audits/notices.sqlite")) as old, old:
        old.execute("CREATE TABLE delivery (id INTEGER PRIMARY KEY)")
        old.execute("INSERT INTO delivery VALUES (1)")
    code, _, complaint = said(capsys, "notify", LAST, "--config", "notify.yaml", *ALLOW, lang=Lang.EN)
    assert code == Exit.FAULT
    assert "notices.sqlite" in complaint
    assert "move" in complaint
    with closing(sqlite3.connect("audits/notices.sqlite")) as old:
        assert old.execute("SELECT count(*) FROM delivery").fetchone() == (1,)


def test_what_is_left_in_an_outbox_before_the_office_store_can_be_sent(
    stored: Path, hook: Hook, capsys: pytest.CaptureFixture[str]
) -> None:
    own = ("--config", "notify.yaml", "--store", "audits/notices.sqlite", *ALLOW)
    open_store("audits/notices.sqlite", create=True).close()
    _, _, told = said(capsys, "notify", "qinghe", "--config", "notify.yaml", *ALLOW)
    assert "audits/notices.sqlite" in told
    code, _, told = said(capsys, "notify", *own)
    assert (code, told) == (Exit.CLEAN, "")
