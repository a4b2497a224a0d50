"""Guides that a site gives only as files: read where that can be done, left to a person where not."""

from collections.abc import Callable
from importlib.util import find_spec

import pytest

from auditbot.model.fetch import Failure, FailureKind
from auditbot.model.outcome import Outcome
from auditbot.model.site import Site, Unit
from auditbot.model.text import Text
from auditbot.net.http.request import Want
from auditbot.settings import KIB, Limits, Links, Politeness, Settings
from auditbot.testing import DAY, HOME, Answered, MemorySite, Pages
from checks.disclosure_guide import DisclosureGuide
from checks.disclosure_phone import DisclosurePhone
from tests.attachments import files
from tests.checks.guides import MENU, OPENING, PARTS, PATH, PHONE, layout
from tests.checks.sites import NO_MORE, article, column, home, only, rows, said

TITLE = "青禾区人民政府政府信息公开指南"
needs_pypdf = pytest.mark.skipif(find_spec("pypdf") is None, reason="pypdf is not installed")


def lines(**changed: str) -> list[str]:
    """A complete guide, paragraph by paragraph, as ``guides.guide``."""
    parts = PARTS | {name.replace("_", "-"): words for name, words in changed.items()}
    return [TITLE, OPENING, *(words for words in parts.values() if words)]


def linked(path: str, name: str = "政府信息公开指南") -> str:
    return f'<p><a href="{path}">{name}</a></p>'


def site(body: str, limits: Limits | None = None, *, more: Pages = NO_MORE) -> MemorySite:
    """A site whose guide is a page with this body."""
    text = article(TITLE, body, DAY, MENU, "政府信息公开")
    return memory({**layout(text), **more}, limits)


def memory(pages: Pages, limits: Limits | None = None) -> MemorySite:
    settings = Settings(
        as_of=DAY,
        limits=limits or Limits(),
        politeness=Politeness(rate=0, concurrency=4),
        links=Links(confirm_pause=0, confirm_pause_transient=0),
    )
    return MemorySite(pages, settings=settings)


def why(one: MemorySite) -> tuple[str, Outcome, str]:
    """The one finding of the check, with its reason; the phone is untested for the same reason."""
    (finding,) = one.findings(DisclosureGuide)
    phone = one.conclusion(DisclosurePhone)
    reason = finding.parameters["why"]
    assert (phone.findings, phone.tally) == ((), {Outcome.UNTESTED: 1})
    assert phone.remark == Text(**reason)
    return finding.message_id, finding.outcome, reason["en"]


FORMS: dict[str, Callable[..., bytes]] = {
    "docx": files.docx,
    "doc": lambda *words: files.doc(("\r".join(words), "utf-16-le")),
    "ofd": lambda *words: files.ofd("".join(map(files.code, words))),
    "pdf": files.chinese_pdf,
}


@pytest.mark.parametrize("form", [*list(FORMS)[:-1], pytest.param("pdf", marks=needs_pypdf)])
def test_a_complete_guide(form: str) -> None:
    one = site(linked(f"/zn.{form}"), more={f"/zn.{form}": FORMS[form](*lines())})
    guide, phone = one.conclusion(DisclosureGuide), one.conclusion(DisclosurePhone)
    assert (guide.findings, guide.tally) == ((), {Outcome.PASSED: 9})
    assert (phone.findings, phone.tally) == ((), {Outcome.PASSED: 1})


@pytest.mark.parametrize("form", ["docx", pytest.param("pdf", marks=needs_pypdf)])
def test_a_phone_is_missing(form: str) -> None:
    path = f"/zn.{form}"
    one = site(linked(path), more={path: FORMS[form](*lines(office_phone=""))})
    assert said(one.findings(DisclosurePhone)) == [("no-phone", path)]
    (missing,) = one.findings(DisclosureGuide)
    assert (missing.message_id, missing.outcome) == ("part-missing", Outcome.FAILED)
    assert missing.target == f"{HOME}zn.{form}"
    assert [proof.url for proof in missing.evidence] == [f"{HOME}{PATH[1:]}"]
    assert missing.evidence[0].locator


@needs_pypdf
def test_lines_that_end_where_the_paper_does() -> None:
    cut = {"office_hours": "办公时\n间：工作日8:30—17:30", "office_phone": "联系电话：0575-\n82031210"}
    broken = "\n".join(lines(**cut)).splitlines()
    one = site(linked("/zn.pdf"), more={"/zn.pdf": files.chinese_pdf(*broken)})
    assert one.findings(DisclosureGuide) == ()
    assert one.findings(DisclosurePhone) == ()


@needs_pypdf
def test_a_locked_file() -> None:
    body = files.locked_pdf("secret", files.chinese_pdf(*lines()))
    assert why(site(linked("/zn.pdf"), more={"/zn.pdf": body})) == (
        "in-attachment",
        Outcome.CANT_TELL,
        "the file is encrypted",
    )


UNREAD: dict[str, tuple[str | bytes | Answered, str | None]] = {
    "cut": (files.docx(*lines())[:900], "the file is damaged"),
    "page": ("<html><body>指南</body></html>", "what the link leads to is no document"),
    "cover": (files.docx(TITLE), "no text of a guide was recognised in the file"),
    "form": (files.docx("政府信息公开申请表", *["姓名：　　工作单位：　　联系电话："] * 20), None),
    "gone": (Answered(status=404), "the file was not fetched"),
    "slow": (Answered(failure=Failure(FailureKind.TOO_SLOW, "")), "fetching the file took too long"),
    "robots": (Answered(failure=Failure(FailureKind.ROBOTS, "")), "robots.txt does not allow the file"),
}


@pytest.mark.parametrize("name", UNREAD)
def test_what_cannot_be_read_is_left_to_a_person(name: str) -> None:
    body, reason = UNREAD[name]
    told = why(site(linked("/zn.docx"), more={"/zn.docx": body}))
    assert told == ("in-attachment", Outcome.CANT_TELL, reason or UNREAD["cover"][1])


@needs_pypdf
def test_a_scan() -> None:
    told = why(site(linked("/zn.pdf"), more={"/zn.pdf": files.picture_pdf()}))
    assert told[2] == "the file is a scan without text"


def test_a_bomb() -> None:
    body = files.docx(*lines(), extra={"word/media/a.bin": bytes(3 * 1024 * KIB)})
    bomb = site(linked("/zn.docx"), Limits(attachment_unpacked=1024 * KIB), more={"/zn.docx": body})
    assert why(bomb)[2] == "the file unpacks to more than the limit"


def test_the_menu_leads_to_the_file() -> None:
    pages: Pages = {
        "/": home(menu={"/zn.docx": "政府信息公开指南"}),
        "/zn.docx": files.docx(*lines(office_fax="")),
    }
    assert said(memory(pages).findings(DisclosureGuide)) == [("part-missing", "/zn.docx")]
    assert memory(pages).conclusion(DisclosurePhone).tally == {Outcome.PASSED: 1}


def test_a_file_beside_a_page_that_says_it_all_is_not_judged() -> None:
    pages = layout(article(TITLE, "</p><p>".join(lines()), DAY, MENU, "政府信息公开"))
    pages |= {"/": home(linked("/zn.docx"), MENU), "/zn.docx": files.docx(*lines(kinds="", office_phone=""))}
    assert memory(pages).findings(DisclosureGuide) == ()
    assert memory(pages).findings(DisclosurePhone) == ()


def test_notices_about_guides_are_none() -> None:
    text = "关于修订政府信息公开指南的通知"
    body = files.docx(text, *["请各单位修订。"] * 40)
    pages: Pages = {"/": home(linked("/tz.docx", text), MENU), "/tz.docx": body}
    one = memory(pages)
    assert only(one.findings(DisclosureGuide)) == ("no-guide", Outcome.CANT_TELL)
    assert not any(asked.want is Want.FULL for asked in one.visitor.asked)


def test_the_guide_among_other_files() -> None:
    body = linked("/zn.docx") + linked("/sqb.doc", "申请表.doc") + linked("/lct.jpg", "流程图")
    form = files.doc(("申请表", "utf-16-le"))
    pages = {"/zn.docx": files.docx(*lines()), "/sqb.doc": form, "/lct.jpg": b"\xff\xd8\xff"}
    assert site(body, more=pages).findings(DisclosureGuide) == ()


def test_a_guide_in_two_files() -> None:
    first, second = lines()[:6], [TITLE, *lines()[6:]]
    body = linked("/zn1.docx", "公开指南（一）") + linked("/zn2.docx", "公开指南（二）")
    one = site(body, more={"/zn1.docx": files.docx(*first), "/zn2.docx": files.docx(*second)})
    assert one.findings(DisclosureGuide) == ()
    lost = site(body, more={"/zn1.docx": files.docx(*first), "/zn2.docx": Answered(status=404)})
    assert why(lost)[2] == "the file was not fetched"


@pytest.mark.parametrize(
    "body",
    [
        '<a href="/download.jsp?fileid=7">政府信息公开指南.docx</a>',
        '<iframe src="/zn.docx" width="900" height="900"></iframe>',
        '<object data="/zn.docx"></object>',
    ],
)
def test_other_ways_to_give_a_file(body: str) -> None:
    file = Answered(files.docx(*lines()), content_type="application/octet-stream")
    one = site(body, more={"/download.jsp?fileid=7": file, "/zn.docx": file})
    assert one.conclusion(DisclosureGuide).tally == {Outcome.PASSED: 9}


def test_the_file_of_a_unit() -> None:
    unit = Unit(name="区教育局", pages=(f"{HOME}zfxxgk/zn/",), phone="0575-82031226")
    made = layout(article(TITLE, linked("/files/zn.docx"), DAY, MENU, "政府信息公开"))
    pages = made | {"/files/zn.docx": files.docx(*lines())}
    one = MemorySite(pages, site=Site(id="site", home=HOME, phone=PHONE, units=(unit,)))
    assert only(one.findings(DisclosurePhone)) == ("differs-registered", Outcome.FAILED)


def test_an_annual_report_is_held_against_the_file() -> None:
    text = "一、总体情况。主动公开信息3000条。二、政府信息公开工作机构联系电话：0575-82037777"
    report = article("青禾区人民政府2025年政府信息公开工作年度报告", text, DAY, MENU, "政府信息公开年报")
    pages = layout(article(TITLE, linked("/zn.docx"), DAY, MENU, "政府信息公开"))
    pages |= {"/zn.docx": files.docx(*lines()), "/nb/t20260115_9.html": report}
    pages |= {"/": home(linked("/nb/t20260115_9.html", "年度报告"), MENU)}
    found = memory(pages).findings(DisclosurePhone)
    assert said(found) == [("differs-page", "/nb/t20260115_9.html")]


def test_a_number_on_the_page_counts_with_the_file() -> None:
    body = f"政府信息公开联系电话：{PHONE}{linked('/zn.docx')}"
    one = site(body, more={"/zn.docx": files.docx(*lines(office_phone=""))})
    assert one.conclusion(DisclosurePhone).tally == {Outcome.PASSED: 1}


def test_only_guides_are_fetched_whole_and_once() -> None:
    other = linked("/other.docx", "工作方案.docx")
    pages = {"/zn.docx": files.docx(*lines()), "/other.docx": files.docx("x")}
    one = site(
        linked("/zn.docx"), more={**pages, "/zfxxgk/": column("政府信息公开", linked(PATH) + other, MENU)}
    )
    one.findings(DisclosureGuide)
    asked = [(request.want, request.page) for request in one.visitor.asked if request.url.endswith(".docx")]
    assert sorted(asked, key=str) == [(Want.FULL, False), (Want.OPENING, False)]


def test_so_many_and_no_more() -> None:
    listed = "".join(linked(f"/zn{number}.docx") for number in range(5))
    pages = {f"/zn{number}.docx": files.docx(*lines()) for number in range(5)}
    one = site(listed, Limits(attachments=2), more=pages)
    one.findings(DisclosureGuide)
    assert sum(request.want is Want.FULL for request in one.visitor.asked) == 2


def test_a_column_of_that_name_lists_the_file() -> None:
    section = column("政府信息公开指南", rows([("/zn.docx", "政府信息公开指南", DAY)]), MENU)
    one = memory({"/": home(menu=MENU), "/zfxxgk/": section, "/zn.docx": files.docx(*lines(kinds=""))})
    assert said(one.findings(DisclosureGuide)) == [("part-missing", "/zn.docx")]
