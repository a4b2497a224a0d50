import pytest

from auditbot.model.outcome import Outcome
from auditbot.testing import MemorySite, Pages
from checks.document_validity import DocumentValidity
from tests.checks.issued import FIRST, SECOND, SHORT, SIGNED, document, site, table
from tests.checks.sites import NO_MORE, only, said, url

OLD = table(成文日期="2019-02-10", 发布日期="2019-02-15", 发文字号="青政规〔2019〕3号")
TERM = "<p>本办法自2019年3月1日起施行，有效期五年。</p><p>青禾区人民政府</p><p>2019年2月10日</p>"
SILENT = {label: text for label, text in OLD.items() if label != "有效性"}


def old(text: str = TERM, fields: dict[str, str] = OLD, under: str = "行政规范性文件") -> str:
    return document(text, fields=fields, under=under)


def new(sentence: str, title: str = "青禾区人民政府关于加强养老服务的意见") -> str:
    """A later document of the site that says something of another."""
    fields = table(标题=title, 发文字号="青政规〔2026〕9号")
    return document(f"<p>{sentence}</p>{SIGNED}", title=title, fields=fields)


def findings(*pages: str, more: Pages = NO_MORE) -> list[tuple[str, str]]:
    return said(site(*pages, more=more).findings(DocumentValidity))


def test_in_force() -> None:
    assert site(document()).conclusion(DocumentValidity).tally == {Outcome.PASSED: 1}


@pytest.mark.parametrize("fields", [table(有效性=None), table(有效性="")])
def test_nothing_is_said_of_validity(fields: dict[str, str]) -> None:
    (one,) = site(document(fields=fields)).findings(DocumentValidity)
    assert (one.message_id, one.outcome, one.target) == ("unstated", Outcome.FAILED, url(FIRST))


def test_a_term_in_the_text_says_enough() -> None:
    text = f"<p>本办法自2026年12月1日起施行，有效期五年。</p>{SIGNED}"
    assert findings(document(text, fields=table(有效性=None))) == []


@pytest.mark.parametrize("fields", [OLD, SILENT])
def test_past_its_term(fields: dict[str, str]) -> None:
    (one,) = site(old(fields=fields)).findings(DocumentValidity)
    assert (one.message_id, one.outcome) == ("expired", Outcome.FAILED)
    assert one.parameters["ends"] == "2024-02-29"


@pytest.mark.parametrize(
    "page",
    [
        old(TERM.replace("五年", "十年")),
        old(f"<p>经评估，有效期延长至2029年2月28日。</p>{TERM}"),
        old(under="废止失效文件"),
        old(f"<p>成绩有效期两年。</p>{SIGNED}"),
    ],
    ids=["longer", "prolonged", "kept apart", "of something else"],
)
def test_what_is_not_past_its_term(page: str) -> None:
    assert findings(page) == []


def test_prolonged_by_another_document() -> None:
    assert findings(old(), new(f"现将《{SHORT}》（青政规〔2019〕3号）有效期延长至2029年2月28日。")) == []


def test_marked_void_and_still_listed() -> None:
    marked = old(fields=OLD | {"有效性": "失效"})
    listed = {"/fz/t20200101_1.html": old(fields=OLD | {"有效性": "废止"}, under="废止失效文件")}
    assert findings(marked, more=listed) == [("void-listed", FIRST)]


@pytest.mark.parametrize("validity", ["部分失效", "部分废止", "拟废止", "即将失效"])
def test_what_is_void_in_part_or_yet_to_be_is_in_force(validity: str) -> None:
    partly = old(fields=OLD | {"有效性": validity})
    listed = {"/fz/t20200101_1.html": old(fields=OLD | {"有效性": "废止"}, under="废止失效文件")}
    assert ("void-listed", FIRST) not in findings(partly, more=listed)


def test_marked_void_where_the_site_has_no_place_for_it() -> None:
    marked = site(old(fields=OLD | {"有效性": "失效"}))
    assert only(marked.findings(DocumentValidity, void_columns=["清理结果"])) == (
        "void-listed",
        Outcome.CANT_TELL,
    )


def test_marked_void_in_the_title() -> None:
    page = document(SIGNED, title=f"【已废止】{SHORT}", fields=table(标题=SHORT))
    assert findings(page) == [("void-listed", FIRST)]


def declared(sentence: str) -> MemorySite:
    return site(old(SIGNED.replace("2026", "2019")), new(sentence))


@pytest.mark.parametrize(
    "sentence", [f"《{SHORT}》（青政规〔2019〕3号）同时废止。", f"《{SHORT}》同时废止。"]
)
def test_declared_void_by_another_document(sentence: str) -> None:
    (one,) = declared(sentence).findings(DocumentValidity)
    assert (one.message_id, one.target, one.outcome) == ("abolished", url(FIRST), Outcome.FAILED)


@pytest.mark.parametrize(
    "sentence",
    [
        f"《{SHORT}》第三条同时废止。",
        f"本意见自2027年1月1日起施行，《{SHORT}》（青政规〔2019〕3号）同时废止。",
        f"《{SHORT}》（青政规〔2017〕1号）同时废止。",
    ],
    ids=["a part", "in future", "another number"],
)
def test_what_is_not_yet_or_not_wholly_void(sentence: str) -> None:
    assert declared(sentence).findings(DocumentValidity) == ()


def test_a_successor_of_the_same_title_is_in_force() -> None:
    successor = document(f"<p>《{SHORT}》同时废止。</p>{SIGNED}")
    assert findings(successor) == []


def test_only_normative_documents() -> None:
    fields = table(发文字号="青政发〔2026〕5号", 有效性="")
    page = document(fields=fields, under="其他文件")
    assert site(page).conclusion(DocumentValidity).tally == {Outcome.INAPPLICABLE: 1}


@pytest.mark.parametrize(
    ("fields", "under"),
    [
        (table(有效性=""), "其他文件"),
        (table(有效性="", 发文字号="青政发〔2026〕5号"), "行政规范性文件"),
        (table(有效性="", 发文字号="青政发〔2026〕5号", 规范性文件编号="QH01-2026-0005"), "其他文件"),
    ],
    ids=["number", "column", "registered"],
)
def test_which_documents_are_normative(fields: dict[str, str], under: str) -> None:
    assert findings(document(fields=fields, under=under)) == [("unstated", FIRST)]


@pytest.mark.parametrize("under", ["规范性文件解读", "规范性文件清理", "上级规范性文件"])
def test_columns_about_normative_documents(under: str) -> None:
    page = document(fields=table(发文字号="青政发〔2026〕5号", 有效性=""), under=under)
    assert findings(page) == []


def test_reprints() -> None:
    title = "国务院办公厅关于推进养老服务的意见"
    page = document("", title=title, fields=table(标题=title, 发布机构="国务院办公厅", 有效性=""))
    assert site(page).conclusion(DocumentValidity).tally == {Outcome.INAPPLICABLE: 1}


def test_each_fault_once() -> None:
    assert findings(document(fields=table(有效性="")), old()) == [("expired", SECOND), ("unstated", FIRST)]
