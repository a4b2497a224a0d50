import hmac
import json
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256

import pytest

from auditbot.notify import dingtalk, feishu, wecom
from auditbot.notify.channel import Channel, Undelivered
from auditbot.notify.posting import Poster
from auditbot.url import Url
from tests.notify.world import NOON, Chat, Clock, letter, posting

SECRET = "SEC-0123456789"
Make = Callable[[Poster, str], Channel]


def make_wecom(poster: Poster, url: str) -> Channel:
    return wecom.WeCom(poster, Url(url), ())


def make_dingtalk(poster: Poster, url: str) -> Channel:
    return dingtalk.DingTalk(poster, Url(url), SECRET, (SECRET,), Clock())


def make_feishu(poster: Poster, url: str) -> Channel:
    return feishu.Feishu(poster, Url(url), SECRET, (SECRET,), Clock())


ALL = pytest.mark.parametrize("make", [make_wecom, make_dingtalk, make_feishu])


def text_of(body: dict[str, dict[str, str]]) -> str:
    return body["text"]["content"] if "text" in body else body["content"]["text"]


@ALL
async def test_a_letter_arrives(make: Make) -> None:
    async with Chat().run() as chat, posting() as poster:
        assert await make(poster, chat.url()).deliver(letter(), "") is None
    (sent,) = chat.sent
    assert sent.query["key"] == "0123456789abcdef"
    assert sent.headers["content-type"].startswith("application/json")
    assert "青禾区：新问题 2 个" in text_of(sent.json)
    assert "链接打不开" in text_of(sent.json)


@ALL
async def test_a_letter_that_may_be_the_second_says_so(make: Make) -> None:
    async with Chat().run() as chat, posting() as poster:
        await make(poster, chat.url()).deliver(letter(repeated=True), "")
    assert text_of(chat.sent[0].json).startswith("（可能重复）")


@ALL
@pytest.mark.parametrize(
    ("said", "unsure"),
    [
        ({"errcode": 93000, "code": 19021, "errmsg": "sign not match", "msg": "sign not match"}, False),
        ({"errcode": "0", "code": "0"}, False),
        ({}, True),
        ([], True),
        (b"<html>login</html>", True),
        (b"[" * 60_000, True),
        (b"\xff", True),
        (b"", True),
    ],
)
async def test_what_a_chat_does_not_take(make: Make, said: object, unsure: bool) -> None:
    async with Chat(said).run() as chat, posting() as poster:
        outcome = await make(poster, chat.url()).deliver(letter(), "")
    assert isinstance(outcome, Undelivered)
    assert outcome.unsure is unsure
    assert len(outcome.detail) <= 200


@ALL
async def test_a_very_long_letter_is_cut(make: Make) -> None:
    async with Chat().run() as chat, posting() as poster:
        assert await make(poster, chat.url()).deliver(letter(text="长\ud800𠀀" * 20_000), "") is None
    text = text_of(chat.sent[0].json)
    assert len(text.encode()) <= (2048 if make is make_wecom else 8000)
    assert text.endswith("…")


async def test_dingtalk_signs() -> None:
    async with Chat().run() as chat, posting() as poster:
        await make_dingtalk(poster, chat.url()).deliver(letter(), "")
    query = chat.sent[0].query
    stamp = str(int(NOON.timestamp()) * 1000)
    right = hmac.new(SECRET.encode(), f"{stamp}\n{SECRET}".encode(), sha256).digest()
    assert (query["timestamp"], query["sign"]) == (stamp, b64encode(right).decode())


async def test_feishu_signs() -> None:
    async with Chat().run() as chat, posting() as poster:
        await make_feishu(poster, chat.url("/open-apis/bot/v2/hook/abc")).deliver(letter(), "")
    stamp = str(int(NOON.timestamp()))
    right = hmac.new(f"{stamp}\n{SECRET}".encode(), b"", sha256).digest()
    body = chat.sent[0].json
    assert (body["timestamp"], body["sign"]) == (stamp, b64encode(right).decode())


async def test_robots_without_a_secret_do_not_sign() -> None:
    async with Chat().run() as chat, posting() as poster:
        await dingtalk.DingTalk(poster, Url(chat.url()), "", (), Clock()).deliver(letter(), "")
        await feishu.Feishu(poster, Url(chat.url()), "", (), Clock()).deliver(letter(), "")
    assert "sign" not in chat.sent[0].query
    assert "sign" not in chat.sent[1].json


async def test_nobody_is_mentioned_by_hostile_text() -> None:
    hostile = '<at user_id="all">所有人</at> @all @所有人 <@all> "},"at":{"isAtAll":true}'
    async with Chat().run() as chat, posting() as poster:
        for make in (make_wecom, make_dingtalk, make_feishu):
            assert await make(poster, chat.url()).deliver(letter(text=hostile), "") is None
    of_wecom, of_dingtalk, of_feishu = (one.json for one in chat.sent)
    assert set(of_wecom) == {"msgtype", "text"}
    assert of_wecom["msgtype"] == "text"
    assert set(of_wecom["text"]) == {"content"}
    assert of_dingtalk["at"] == {"isAtAll": False}
    assert "<" not in json.dumps(of_feishu, ensure_ascii=False)
