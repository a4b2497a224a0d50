import hmac
from hashlib import sha256

from auditbot.notify.channel import Undelivered
from auditbot.notify.webhook import SCHEMA, Webhook
from auditbot.url import Url
from tests.notify.world import NOON, Chat, Clock, Sent, letter, posting

SECRET = "hook-secret-1"


def genuine(one: Sent) -> bool:
    """As a receiver would verify it."""
    stamp, given = one.headers["x-auditbot-timestamp"], one.headers["x-auditbot-signature"]
    right = hmac.new(SECRET.encode(), f"{stamp}.".encode() + one.body, sha256).hexdigest()
    return hmac.compare_digest(f"sha256={right}", given) and abs(int(stamp) - NOON.timestamp()) < 300


async def test_a_notice_arrives_signed() -> None:
    async with Chat(status=204, said=b"").run() as chat, posting() as poster:
        hook = Webhook(poster, Url(chat.url("/hook")), SECRET, (SECRET,), Clock())
        assert await hook.deliver(letter(), "") is None
    (sent,) = chat.sent
    assert genuine(sent)
    told = sent.json
    assert (told["schema"], told["id"], told["repeated"]) == (SCHEMA, "letter-1", False)
    assert told["audience"] == {"kind": "site", "name": ""}
    assert told["changes"] == ["k-1"]
    assert sent.headers["x-auditbot-delivery"] == "letter-1"
    assert SECRET not in str(sent)


async def test_a_changed_body_or_time_is_not_genuine() -> None:
    async with Chat().run() as chat, posting() as poster:
        await Webhook(poster, Url(chat.url("/hook")), SECRET, (), Clock()).deliver(letter(), "")
    (sent,) = chat.sent
    assert not genuine(Sent(sent.path, sent.query, sent.headers, sent.body + b" "))
    later = sent.headers | {"x-auditbot-timestamp": str(int(NOON.timestamp()) + 1)}
    assert not genuine(Sent(sent.path, sent.query, later, sent.body))


async def test_the_second_time_it_has_the_same_id_and_says_so() -> None:
    async with Chat().run() as chat, posting() as poster:
        hook = Webhook(poster, Url(chat.url("/hook")), SECRET, (), Clock())
        await hook.deliver(letter(), "")
        await hook.deliver(letter(repeated=True), "")
    first, second = (one.json for one in chat.sent)
    assert first["id"] == second["id"]
    assert second["repeated"] is True


async def test_a_server_that_is_out_of_order() -> None:
    async with Chat(status=500).run() as chat, posting() as poster:
        hook = Webhook(poster, Url(chat.url("/hook")), SECRET, (), Clock())
        assert await hook.deliver(letter(), "") == Undelivered("HTTP 500")
