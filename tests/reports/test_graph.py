from auditbot.model.audit import PairBrief
from auditbot.url import Url
from reports.graph import PAIRS_SHOWN, graph, linked


def pair(policy: str, *, forward: bool, back: bool, known: bool = True, form: str = "解读") -> PairBrief:
    return PairBrief(
        policy=policy,
        policy_url=Url(f"https://a.example/{policy}") if known else None,
        interpretation=policy + form,
        interpretation_url=Url(f"https://a.example/{policy}/{form}"),
        forward=forward,
        back=back,
    )


def test_every_way_of_linking_has_its_words() -> None:
    found = linked(
        [
            pair("both", forward=True, back=True),
            pair("out", forward=True, back=False),
            pair("in", forward=False, back=True),
            pair("none", forward=False, back=False),
            pair("gone", forward=True, back=False, known=False),
        ]
    )
    assert [(item.pair.policy, item.style, item.words.zh) for item in found] == [
        ("none", "missing", "互不链接"),
        ("out", "oneway", "缺回链"),
        ("in", "oneway", "解读缺链接"),
        ("gone", "absent", "文件未找到"),
        ("both", "both", "双向链接"),
    ]


def test_the_pairs_of_a_policy_stand_together_and_name_it_once() -> None:
    pairs = [
        pair("a", forward=True, back=True),
        pair("b", forward=True, back=True),
        pair("a", forward=False, back=False, form="图解"),
    ]
    picture = graph(linked(pairs))
    assert picture is not None
    assert [row.policy for row in picture.rows] == ["a", "", "b"]
    assert picture.rows[0].linked.style == "missing"
    assert picture.rows[1].policy_y == picture.rows[0].y


def test_one_way_lines_point_where_the_link_leads() -> None:
    picture = graph(linked([pair("a", forward=True, back=False), pair("b", forward=False, back=True)]))
    assert picture is not None
    to_policy, to_interpretation = picture.rows
    assert to_policy.arrow.startswith("244,")
    assert to_interpretation.arrow.startswith("344,")


def test_at_most_thirty_pairs_are_drawn() -> None:
    picture = graph(linked([pair(str(n), forward=True, back=True) for n in range(200)]))
    assert picture is not None
    assert len(picture.rows) == PAIRS_SHOWN
    assert graph(()) is None
