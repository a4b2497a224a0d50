"""Text as it is read."""

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from auditbot.extract.text.visible import fold, line, pieces


def body(html: str) -> LexborNode:
    root = LexborHTMLParser(html).body
    assert root is not None
    return root


@pytest.mark.parametrize(
    ("html", "read"),
    [
        ("2022<b>年</b>8<i>月</i>", "2022年8月"),
        ("<p>a</p><p>b</p>", "a b"),
        ("<div>a</div>b<span>c</span>", "a bc"),
        ("<a><h3>题</h3></a><span>2022-08-01</span>", "题 2022-08-01"),
        ("a<br>b", "a b"),
        ("<ul><li>a<li>b</ul>", "a b"),
        ("<tr><td>a</td><td>b</td></tr>", "ab"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("小 <span>中</span> 大", "小 中 大"),
        ("a<!-- b -->c<script>d</script><style>e</style>f", "acf"),
        ("a<select><option>b</option></select><textarea>c</textarea>", "a"),
        ("a<noscript>n</noscript><template>t</template>", "a"),
        (" \n a\u3000\xa0b\t", "a b"),
        ("", ""),
    ],
)
def test_words(html: str, read: str) -> None:
    assert fold("".join(pieces(body(html)))) == read


@pytest.mark.parametrize(
    "html",
    ["<a>题</a>", "<a> 题<b>目</b> </a>", "<a><h3>题</h3>目</a>", "<a>题<script>目</script></a>", "<a></a>"],
)
def test_a_line_is_the_words(html: str) -> None:
    node = body(html).css("a")[0]
    assert line(node) == fold("".join(pieces(node)))


def test_a_line_of_a_picture() -> None:
    assert line(body("<a><span><img alt=' 图 '><img alt=二></span></a>").css("a")[0]) == "图"


def test_a_line_is_short() -> None:
    assert len(line(body("<a>" + "<b>字</b>" * 900 + "</a>").css("a")[0])) < 300


def test_nodes_left_out() -> None:
    root = body("<div>a<p class=x>b<b>c</b></p>d</div><p class=x>e</p>")
    assert fold("".join(pieces(root, root.css(".x")))) == "a d"


@pytest.mark.parametrize("text", ["", " ", "a", " a  b ", "字 " * 700_000, "字" * 1_200_000, " " * 1_200_000])
def test_fold(text: str) -> None:
    assert fold(text) == " ".join(text.split())
