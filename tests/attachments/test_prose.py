from auditbot.attachments.prose import Prose
from auditbot.attachments.radicals import folded


def test_radicals_become_the_characters_that_they_look_like() -> None:
    assert folded("溪⼭市⻘禾区⼈⺠政府⽹站") == "溪山市青禾区人民政府网站"


def test_everything_else_stays() -> None:
    text = "第１条 ａ〔2022〕㎡ 丶 亻 é"
    assert folded(text) == text


def test_parts_up_to_the_bound() -> None:
    prose = Prose(5, 10)
    full = []
    for part in ("a\0bc", "defg", "h"):
        prose.add(part)
        full.append(prose.full)
    assert full == [False, True, True]
    assert str(prose) == "abcde"
    assert prose.remarks == {"text-cut"}


def test_time_is_bounded() -> None:
    prose = Prose(5, -1)
    assert prose.full
    assert prose.remarks == {"time-cut"}
