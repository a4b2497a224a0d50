from auditbot.model.page import Phone, PhoneOwner, Region
from tests.extract.pages import article, facts

FOOT = '<div class="footer">主办：青禾区政府 版权所有 网站标识码：3204020001 电话：0519-86660009</div>'


def phones(text: str, after: str = "") -> tuple[Phone, ...]:
    return facts(article(text, after=after), path="/zwgk/202608/t20260801_1.html").phones


def owner(text: str) -> PhoneOwner:
    (phone,) = phones(text)
    return phone.owner


def test_a_number_without_label_belongs_to_nobody_named_in_another_line() -> None:
    body = "<p>五、监督和救济 可以投诉、举报。</p><p>街道常用电话：总值班室 0519-86660000。</p>"
    assert owner(body) is PhoneOwner.OTHER
    assert owner("<p>区纪委监察室 0519-86660000</p>") is PhoneOwner.SUPERVISION


def test_only_words_of_the_disclosure_office_make_it_the_disclosure_phone() -> None:
    assert (
        owner("<p>政府信息公开工作机构：区政府办公室</p><p>联系电话：0519-86660000</p>")
        is PhoneOwner.DISCLOSURE
    )
    assert owner("<p>政府信息公开电话：0519-86660000</p>") is PhoneOwner.DISCLOSURE
    assert owner("<p>区民政局</p><p>联系电话：0519-86660000</p>") is PhoneOwner.OTHER


def test_who_receives_requests_depends_on_the_page() -> None:
    body = "<p>受理机构：区市场监管局</p><p>咨询电话：0519-86660000</p>"
    assert owner(body) is PhoneOwner.OTHER
    cells = "<tr><td>受理机构</td><td>区政府办</td></tr><tr><td>电话</td><td>0519-86660000</td></tr>"
    for guide in (
        f"<p>本指南自发布之日起施行。</p>{body}",
        f"<p>本指南自发布之日起施行。</p><table>{cells}</table>",
    ):
        page = facts(article(guide, title="政府信息公开指南"), path="/zwgk/202608/t20260801_1.html")
        assert [phone.owner for phone in page.phones] == [PhoneOwner.DISCLOSURE]


def test_a_complaint_phone_of_a_disclosure_guide() -> None:
    text = "<p>政府信息公开工作机构：区政府办公室</p><p>监督投诉电话：0519-86660000</p>"
    assert owner(text) is PhoneOwner.SUPERVISION


def test_the_section_decides() -> None:
    text = (
        "<p>一、政府信息公开工作机构</p><p>电话：0519-86660000</p><p>二、办事大厅</p>"
        "<p>电话：0519-86660001</p>"
        "<p>三、监督方式</p><p>电话：0519-86660002</p>"
    )
    assert [phone.owner for phone in phones(text)] == [
        PhoneOwner.DISCLOSURE,
        PhoneOwner.OTHER,
        PhoneOwner.SUPERVISION,
    ]


def test_the_foot_is_the_sites() -> None:
    (phone,) = phones("文", FOOT)
    assert (phone.owner, phone.region) == (PhoneOwner.SITE, Region.FOOT)


def test_hotlines() -> None:
    assert owner("<p>请拨打12345热线</p>") is PhoneOwner.HOTLINE
    assert owner("<p>举报电话：12388</p>") is PhoneOwner.SUPERVISION


def test_a_fax_number() -> None:
    both = phones("<p>电话：0519-86660000 传真：0519-86660001</p><p>电话（传真）：0519-86660002</p>")
    assert [phone.fax for phone in both] == [False, True, False]


def test_what_a_link_would_dial() -> None:
    (phone,) = phones('<p>电话：<a href="tel:051986660001">0519-86660000</a></p>')
    assert (phone.digits, phone.called) == ("051986660000", "051986660001")


def test_without_a_link_nothing_is_dialled() -> None:
    (phone,) = phones("<p>电话：0519-86660000</p>")
    assert phone.called == ""


def test_the_words_around_are_kept() -> None:
    (phone,) = phones("<p>区政府办公室电话：0519-86660000，工作日接听</p>")
    assert "工作日接听" in phone.excerpt
