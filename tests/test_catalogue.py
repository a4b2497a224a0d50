from auditbot.catalogue import filled
from auditbot.model.text import Lang, Message, Text

SAYS = Message("《{title}》与《{title}》、{title}不同", "{names}", "“{title}”", "{other}")
TOLD = {"title": "关于印发《办法》的通知", "names": ["《办法》", Text("无", "none")], "other": 3}


def test_titles_within_titles_have_single_marks() -> None:
    said = filled(SAYS, Lang.ZH, TOLD)
    assert said.says == "《关于印发〈办法〉的通知》与《关于印发〈办法〉的通知》、关于印发《办法》的通知不同"
    assert (said.expected, said.seen, said.mend) == ("《办法》、无", "“关于印发《办法》的通知”", "3")


def test_braces_in_a_title_are_no_places() -> None:
    assert filled(Message("《{title}》"), Lang.ZH, {"title": "{0}《{x}》"}).says == "《{0}〈{x}〉》"
