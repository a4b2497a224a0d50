import pytest

from auditbot.extract.services.forms import forms
from auditbot.extract.text.charset import decode
from auditbot.extract.tree.document import Document
from auditbot.model.form import Form
from auditbot.testing import HOME
from tests.corpus import CORPUS, needs_corpus


def read(body: str) -> tuple[Form, ...]:
    return forms(Document(HOME, f"<html><body><div class='main'>{body}</div></body></html>"))


def test_fields_words_and_hints() -> None:
    (form,) = read(
        '<form>申请人姓名：<input name="a"><input type="radio"><input type="hidden" name="t">'
        '<textarea placeholder="所需信息的描述"></textarea><button>提交</button></form>'
    )
    assert (form.fields, form.login) == (2, False)
    assert "申请人姓名" in form.words
    assert "所需信息的描述" in form.words


def test_fields_outside_of_any_form() -> None:
    (form,) = read('<p>姓名</p><input type="text"><p>电话</p><INPUT type="TEL">')
    assert (form.fields, "姓名" in form.words) == (2, True)


def test_scripts_are_no_words() -> None:
    (form,) = read("<form><script>var apply = 1;</script>姓名<input><input></form>")
    assert form.words == "姓名"


def test_a_way_in() -> None:
    (form,) = read('<form>用户名<input>密码<input type="password"></form>')
    assert form.login


@pytest.mark.parametrize(
    "body",
    [
        '<form><input name="q"><input type="submit"></form>',
        '<input type="checkbox"><input type="radio">',
        "<form><input disabled><input disabled></form>",
        "<p>申请表请下载</p>",
        "",
    ],
)
def test_what_is_no_form(body: str) -> None:
    assert read(body) == ()


def test_bounds() -> None:
    many = "".join(f"<form>{'申请' * 900}<input><input></form>" for _ in range(300))
    found = read(many)
    assert len(found) == 10
    assert all(len(form.words) <= 1000 for form in found)


@pytest.mark.corpus
@needs_corpus
@pytest.mark.parametrize(
    ("path", "fields"),
    [("Information/InformationReport.html", [20]), ("index.html", []), ("channels/2146.html", [])],
)
def test_on_a_saved_site(path: str, fields: list[int]) -> None:
    page = (CORPUS / "sites/jyj.pds.example" / path).read_bytes()
    document = Document(HOME, decode(page, "text/html").text)
    assert [form.fields for form in forms(document)] == fields
