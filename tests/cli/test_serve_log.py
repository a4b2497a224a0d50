"""What ``serve`` writes: a line for each event."""

import io
import json
from datetime import datetime
from zoneinfo import ZoneInfo

from auditbot.cli.serve_log import Log
from auditbot.model.text import Lang, Text

AT = datetime(2026, 11, 20, 9, 0, 5, 123456, tzinfo=ZoneInfo("Asia/Shanghai"))
SAID = Text("开始值守", "on duty")


def written(*, as_json: bool, lang: Lang = Lang.ZH, said: Text = SAID, **fields: object) -> str:
    to = io.StringIO()
    Log(lang, lambda: AT, as_json=as_json, to=to)("serving", said, **fields)
    return to.getvalue()


def test_a_line_for_a_person() -> None:
    assert written(as_json=False, jobs=3) == "2026-11-20 09:00:05 开始值守\n"
    assert written(as_json=False, lang=Lang.EN) == "2026-11-20 09:00:05 on duty\n"


def test_a_line_for_a_program() -> None:
    assert json.loads(written(as_json=True, jobs=3, said=Text("甲\n乙", ""))) == {
        "at": "2026-11-20T09:00:05+08:00",
        "event": "serving",
        "text": "甲\n乙",
        "jobs": 3,
    }
    assert written(as_json=True, said=Text("甲\n乙", "")).count("\n") == 1


def test_an_event_is_one_line_whatever_it_says() -> None:
    assert written(as_json=False, said=Text("甲\n\x1b[2J乙", "")).count("\n") == 1


def test_whoever_reads_it_may_be_gone() -> None:
    class Gone(io.StringIO):
        def write(self, _: str) -> int:
            raise BrokenPipeError

    Log(Lang.ZH, lambda: AT, as_json=False, to=Gone())("serving", SAID)
