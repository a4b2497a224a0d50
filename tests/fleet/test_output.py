"""What a process prints: messages are heard, the rest is bounded."""

import pytest

from auditbot.fleet.messages import Begun, Tick
from auditbot.fleet.output import FLOOD, Output

BEGUN = Begun(folder="a/b")
LINE = BEGUN.model_dump_json().encode() + b"\n"


def test_messages_in_pieces() -> None:
    output = Output()
    heard = [message for number in range(len(LINE)) for message in output.feed(LINE[number : number + 1])]
    assert heard == [BEGUN]
    assert output.noise == 0


def test_messages_between_other_lines() -> None:
    output = Output()
    assert output.feed(
        b"warning\n" + LINE + b"\n{}\n" + Tick(pages=3).model_dump_json().encode() + b"\nlast"
    ) == [
        BEGUN,
        Tick(pages=3),
    ]
    assert output.last_words == "last"


@pytest.mark.parametrize(
    "line",
    [
        b'{"fleet":"begun"}',
        b'{"fleet":"nothing"}',
        b'{"fleet":"tick","pages":-1}',
        b'{"fleet":"tick","pages":1e999}',
        b'{"fleet":"tick","rate":NaN}',
        b'{"fleet":"begun","folder":"' + b"x" * 9999 + b'"}',
        b'{"fleet":' + b"[" * 9000,
        b"\xff\xfe",
    ],
)
def test_what_is_no_message(line: bytes) -> None:
    output = Output()
    assert output.feed(line + b"\n") == []
    assert output.noise >= len(line)
    assert output.feed(LINE) == [BEGUN]


def test_a_flood_takes_no_memory_and_is_told() -> None:
    output = Output()
    for _ in range(FLOOD // 1000 + 40):
        output.feed(b"x" * 1000)
    assert output.floods
    assert len(output._line) + len(output._tail) < 64 * 1024
    output.feed(b"\nfine\n")
    assert output.feed(LINE) == [BEGUN]
    assert output.last_words == "fine"


def test_in_the_rest_of_a_line_that_is_too_long_there_is_no_message() -> None:
    output = Output()
    assert output.feed(b"x" * 20_000) == []
    assert output.feed(b"x" * 20_000) == []
    assert output.feed(LINE) == []
    assert output.feed(LINE) == [BEGUN]


def test_last_words_can_be_shown() -> None:
    output = Output()
    output.feed("错误\x1b[31m\u202e 结束\n\n  \n".encode())
    assert output.last_words == "错误[31m 结束"
    output.feed(b"y" * 9000)
    assert len(output.last_words) <= 200
