import pytest

from tests.extract.pages import article, facts


def number(text: str, *, title: str = "青禾区人民政府关于印发防汛预案的通知", bar: str = "") -> str:
    return facts(article(text, title=title, bar=bar), path="/zfwj/info.html").number


GAP = "\n\n\t\t\t\n\n"


@pytest.mark.parametrize(
    "bar",
    [
        "",
        "发布时间：2026-08-01",
        f"<p>发布时间：</p>{GAP}<p>{GAP}2026-08-01{GAP}</p>{GAP}<p>{GAP}打印{GAP}</p>",
    ],
)
def test_the_line_below_the_title(bar: str) -> None:
    text = "<p>青禾区人民政府文件</p><p>青政发〔2026〕5号</p><p>各镇街：</p>"
    assert number(text, bar=bar) == "青政发〔2026〕5号"


def test_the_end_of_the_title() -> None:
    title = "青禾区人民政府关于印发防汛预案的通知（青政发〔2026〕5号）"
    assert number("各镇街：", title=title) == "青政发〔2026〕5号"


def test_a_number_that_the_text_quotes() -> None:
    assert number("<p>根据《省防汛预案》（省政发〔2026〕3号）的要求，现印发如下。</p>") == ""


def test_a_line_far_below() -> None:
    assert number(f"{'<p>各镇街：</p>' * 12}<p>青政发〔2026〕5号</p>") == ""


@pytest.mark.parametrize("serial", ["第12号", "（第12号）", "第 12 号"])
def test_an_order_with_its_serial_on_a_line_of_its_own(serial: str) -> None:
    text = f"<p>青禾市人民政府令</p><p>{serial}</p><p>《青禾市养犬管理办法》已经审议通过。</p>"
    assert number(text, title="青禾市养犬管理办法") == f"青禾市人民政府令{''.join(serial.split())}"


def test_a_serial_below_other_words() -> None:
    assert number("<p>青禾市人民政府文件</p><p>第12号</p>", title="青禾市养犬管理办法") == ""
