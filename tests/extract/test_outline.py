from tests.extract.pages import outline


def test_blocks_are_lines_and_inline_pieces_are_not() -> None:
    assert (
        outline("<p>发布<b>时间</b>：2026-<i>08</i>-01</p><p>甲<br>乙</p>").text
        == "\n发布时间：2026-08-01\n甲\n乙"
    )


def test_a_line_ends_where_a_block_ends() -> None:
    assert outline("<h1>公告2</h1><span>2026-08-01</span>").text == "\n公告2\n2026-08-01"


def test_scripts_styles_and_comments_are_not_read() -> None:
    assert outline("<script>var a='甲'</script><style>p{}</style><!-- 乙 --><p>丙</p>").text == "\n丙"


def test_text_behind_an_empty_script_is_read() -> None:
    assert outline('甲<script src="a.js"></script>乙').text == "\n甲乙"


def test_the_span_of_an_element() -> None:
    page = outline("<p>甲</p><ul><li>乙</li><li>丙</li></ul><p>丁</p>")
    holder = page.node_at(page.text.index("乙"))
    assert holder is not None
    assert holder.parent is not None
    assert holder.parent.parent is not None
    assert page.text_of(holder.parent.parent) == "乙\n丙"


def test_links_are_kept_with_their_place() -> None:
    page = outline('<p>见<a href="/a">《办法》</a></p>')
    assert [offset for _, offset in page.anchors] == [page.text.index("《")]


def test_a_page_without_text() -> None:
    page = outline("")
    assert page.text == ""
    assert page.node_at(0) is None


def test_pieces_from_an_offset_on() -> None:
    read = outline("<h1>甲</h1><p>乙<b>丙</b></p><p>丁</p>")
    assert [text for _, text in read.pieces(read.text.index("乙"))] == ["乙", "丙\n", "丁"]
    assert list(read.pieces(len(read.text))) == []
