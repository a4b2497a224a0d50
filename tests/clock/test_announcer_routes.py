"""Who is told, of what goes wrong with the office itself too, and that it arrives once."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from auditbot.model.site import Contact
from auditbot.model.text import Text
from auditbot.store.open import Store
from auditbot.store.sites import put_sites
from tests.clock.announcing import A, Office, config
from tests.notify.world import Chat
from tests.store.audits import SITE
from tests.store.fleet import NOW

MAIL = {"kind": "email", "host": "127.0.0.1", "sender": "a@b.cn"}


@pytest.fixture
def office(store: Store, tmp_path: Path) -> Office:
    return Office(store, tmp_path, config())


def test_contacts_are_those_of_the_store(store: Store, tmp_path: Path) -> None:
    routes = [{"channel": "mail", "contacts": True}]
    office = Office(store, tmp_path, config(channels={"mail": MAIL}, routes=routes))
    folder = office.audited(0, A)
    site = SITE.model_copy(update={"contacts": (Contact(email="wang@b.cn"),)})
    store.write(lambda session: put_sites(session, [site], NOW))
    assert office.announcer.tell(None, folder) == 1
    (delivery,) = office.announcer.outbox.due(NOW)
    assert delivery.post.recipient == "wang@b.cn"


def test_trouble_is_told_to_the_operator_once(office: Office) -> None:
    line = Text("网站 t1 的检查连续三次失败\x1b[2J", "three audits of t1 failed")
    assert office.announcer.trouble(line, "t1 3") == 1
    assert office.announcer.trouble(line, "t1 3") == 0
    (delivery,) = office.announcer.outbox.due(NOW)
    notice = delivery.post.notice
    assert (notice.audience.kind, notice.urgent, notice.site) == ("operator", True, "")
    assert notice.subject.isprintable()


def test_trouble_for_which_there_is_no_route_can_be_told_later(store: Store, tmp_path: Path) -> None:
    line = Text("磁盘将满", "the disk is nearly full")
    nobody = Office(store, tmp_path, config(routes=[{"channel": "hook"}]))
    assert nobody.announcer.trouble(line, "disk") == 0
    assert Office(store, tmp_path, config()).announcer.trouble(line, "disk") == 1


@contextmanager
def secret(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patched:
        patched.setenv("HOOK", "secret-12345")
        yield


async def test_it_is_delivered_once(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with Chat().run() as chat:
        hook = {"kind": "webhook", "url": chat.url(), "secret_env": "HOOK"}
        office = Office(store, tmp_path, config(channels={"hook": hook}, allow_networks=["127.0.0.0/8"]))
        office.tell(office.audited(0, A))
        with secret(monkeypatch):
            assert (await office.announcer.deliver()).sent == 1
            assert (await office.announcer.deliver()).sent == 0
    assert len(chat.sent) == 1
