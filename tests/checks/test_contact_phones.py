from typing import Any

import pytest
from pydantic import ValidationError

from auditbot.model.fetch import Failure, FailureKind
from auditbot.model.finding import Finding
from auditbot.model.outcome import Outcome
from auditbot.model.site import Site, Unit
from auditbot.testing import HOME, Answered, MemorySite
from auditbot.url import Url
from checks.contact_phones import ContactPhones
from tests.checks.sites import ago, article, column, home, items, only

HOTLINE = {"name": "政务服务热线", "number": "12345"}
ADVICE = {"name": "政策咨询电话", "words": ["政策咨询"]}
PLATFORM = "http://12345.xishan.example/"


def site(text: str = "", on_home: str = "", more: dict[str, Answered] | None = None) -> MemorySite:
    menu = {"/lx/": "联系我们"}
    pages: dict[str, str | bytes | Answered] = {
        "/": home(f"<p>{on_home or '欢迎访问'}</p>", menu),
        "/lx/": column("联系我们", items("/lx/", ago(3)), menu),
        "/lx/0.html": article("联系方式", f"办公地址：青禾大道1号。</p><p>{text}", ago(3), menu, "联系我们"),
    }
    return MemorySite(pages | (more or {}))


def found(made: MemorySite, *phones: dict[str, Any], **options: Any) -> tuple[Finding, ...]:
    return made.findings(ContactPhones, phones=list(phones), **options)


@pytest.mark.parametrize(
    "text",
    [
        "政策咨询电话：0575-82031107",
        "政策咨询：0575-82031107",
        "政策咨询由区民政局负责，联系电话：0575-82031107",
    ],
)
def test_a_phone_by_its_words(text: str) -> None:
    concluded = site(text).conclusion(ContactPhones, phones=[ADVICE])
    assert (concluded.findings, concluded.tally) == ((), {Outcome.PASSED: 1})


@pytest.mark.parametrize(
    "text",
    [
        "办公电话：0575-82031107",
        "政策咨询传真：0575-82031107",
        "政策咨询由区民政局负责",
        "政策咨询：0575-，办公室电话：0575-82031107",
        "政策咨询见8203110712，值班 0575-82031107",
    ],
)
def test_other_phones_are_not_it(text: str) -> None:
    assert only(found(site(text), ADVICE)) == ("missing", Outcome.FAILED)


@pytest.mark.parametrize("text", ["12345政务服务便民热线", "热线：12345", "请拨打12345"])
def test_a_hotline_by_its_number(text: str) -> None:
    assert found(site(text), HOTLINE) == ()


def test_numbers_that_only_hold_the_digits_are_not_the_hotline() -> None:
    assert only(found(site("联系电话：0575-82012345，本文编号12345"), HOTLINE))[0] == "missing"


def test_words_in_the_sentence_before_are_put_to_a_person() -> None:
    text = "政策咨询由区民政局负责。联系电话：0575-82031107"
    assert only(found(site(text), ADVICE)) == ("unsure", Outcome.CANT_TELL)


def test_an_invalid_number() -> None:
    (one,) = found(site("政策咨询电话：0575-00000000"), ADVICE)
    assert (one.message_id, one.outcome, one.target) == ("invalid", Outcome.FAILED, f"{HOME}lx/0.html")
    both = site("政策咨询电话：0575-00000000", "政策咨询电话：0575-82031107")
    concluded = both.conclusion(ContactPhones, phones=[ADVICE])
    assert [one.message_id for one in concluded.findings] == ["invalid"]
    assert concluded.tally == {Outcome.PASSED: 1}


def test_another_number_under_that_name_is_put_to_a_person() -> None:
    wanted = ADVICE | {"number": "0575-82031199"}
    assert only(found(site("政策咨询电话：0575-82031107"), wanted)) == ("other-number", Outcome.CANT_TELL)
    assert found(site("政策咨询电话：82031199"), wanted) == ()


def test_on_the_homepage() -> None:
    made = site("热线：12345")
    assert only(found(made, HOTLINE, place="homepage")) == ("missing", Outcome.FAILED)
    assert found(site("", "热线：12345"), HOTLINE, place="homepage") == ()


def test_each_unit_has_its_own() -> None:
    units = (
        Unit(name="柳溪镇", pages=(Url(f"{HOME}lx/0.html"),)),
        Unit(name="云岭镇", pages=(Url(f"{HOME}lx/"),)),
        Unit(name="白鹭湾街道", pages=(Url(f"{HOME}blw/"),)),
    )
    made = site("政策咨询电话：0575-82031107")
    made.site = Site(id="site", home=HOME, units=units)
    concluded = made.conclusion(ContactPhones, phones=[ADVICE], per_unit=True)
    assert [(one.message_id, one.unit) for one in concluded.findings] == [("missing", "云岭镇")]
    assert concluded.tally == {Outcome.PASSED: 1, Outcome.UNTESTED: 1}
    made.site = Site(id="site", home=HOME, units=units[:1])
    (one,) = found(made, ADVICE | {"name": "监督电话", "words": ["监督"]}, per_unit=True)
    assert (one.message_id, one.outcome, one.unit) == ("missing", Outcome.CANT_TELL, "柳溪镇")
    made.site = Site(id="site", home=HOME)
    assert made.conclusion(ContactPhones, phones=[ADVICE], per_unit=True).tally == {Outcome.UNTESTED: 1}


def test_the_platform_is_linked() -> None:
    wanted = {"targets": ["12345.*"]}
    linked = f'热线：12345 <a href="{PLATFORM}">在线</a>'
    assert only(found(site("热线：12345"), HOTLINE, **wanted)) == ("not-linked", Outcome.FAILED)
    assert only(found(site(linked), HOTLINE, **wanted)) == ("link-dead", Outcome.FAILED)
    opens = Answered("<html><title>热线</title></html>")
    assert found(site(linked, more={PLATFORM: opens}), HOTLINE, **wanted) == ()
    wall = Answered(failure=Failure(FailureKind.BLOCKED, "HTTP 412", 412))
    assert only(found(site(linked, more={PLATFORM: wall}), HOTLINE, **wanted)) == (
        "link-unseen",
        Outcome.UNTESTED,
    )


def test_something_must_be_asked_for() -> None:
    refused: list[dict[str, object]] = [{"phones": []}, {"phones": [ADVICE], "place": "disclosure"}]
    for options in refused:
        with pytest.raises(ValidationError):
            ContactPhones.Options.model_validate(options)
