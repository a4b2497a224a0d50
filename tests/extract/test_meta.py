from auditbot.extract.about.meta import generated, standard, tags
from tests.extract.pages import document


def read(head: str) -> dict[str, str]:
    return tags(document("", head=head).tree)


def test_names_in_any_case() -> None:
    assert dict(
        standard(read('<META NAME="sitename" CONTENT="青禾区"><meta name="PUBDATE" content="2026-08-01">'))
    ) == {
        "SiteName": "青禾区",
        "PubDate": "2026-08-01",
    }


def test_an_empty_tag_is_kept() -> None:
    assert standard(read('<meta name="ContentSource" content="">')) == (("ContentSource", ""),)


def test_the_first_filled_one_of_several() -> None:
    head = (
        '<meta name="SiteName" content=""><meta name="SiteName" content="甲">'
        '<meta name="SiteName" content="乙">'
    )
    assert standard(read(head)) == (("SiteName", "甲"),)


def test_other_tags_are_not_the_states() -> None:
    assert standard(read('<meta name="viewport" content="width=1"><meta charset="utf-8">')) == ()


def test_when_the_file_was_written() -> None:
    assert (
        generated(read('<meta name="others" content="页面生成时间 2023-08-16 10:33:59">'))
        == "2023-08-16 10:33:59"
    )
    assert generated(read('<meta name="Maketime" content="2023-10-23 09:51:50">')) == "2023-10-23 09:51:50"


def test_a_value_is_bounded() -> None:
    assert len(read(f'<meta name="Keywords" content="{"字" * 9000}">')["keywords"]) == 500
