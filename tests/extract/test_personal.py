"""Numbers of persons are found, those of offices, companies and codes are not."""

from datetime import date

import pytest

from auditbot.extract.personal.found import KEPT, masked, personal_data
from auditbot.model.personal import PersonalData, PersonalKind
from tests.extract.persons import CARD, ONE, TWO, WITH_X, identity

DAY = date(2026, 11, 20)


def found(text: str, title: str = "") -> list[tuple[str, str, bool]]:
    return [(one.kind.value, one.masked, one.sure) for one in personal_data(text, DAY, title).hits]


def kinds(text: str, title: str = "") -> dict[str, int]:
    return {kind.value: count for kind, count in personal_data(text, DAY, title).counts}


@pytest.mark.parametrize(
    "written",
    [
        ONE,
        f"{ONE[:6]} {ONE[6:14]} {ONE[14:]}",
        f"{ONE[:6]}-{ONE[6:14]}-{ONE[14:]}",
        ONE.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
        WITH_X,
        WITH_X.lower(),
    ],
)
def test_an_identity_number_however_written(written: str) -> None:
    assert kinds(f"1 张三 男 {written}，住柳溪村") == {"id-card": 1}


@pytest.mark.parametrize(
    "text",
    [
        f"{ONE[:17]}{(int(ONE[17], 16) + 1) % 10}",
        identity("99019919900101123"),
        identity("35019919901301123"),
        identity("35019920991201123"),
        f"统一社会信用代码：{ONE}",
        f"名称\t统一社会信用代码\n柳溪合作社\t{ONE}",
        f"流水号 {ONE}",
        f"A{ONE}",
        f"{ONE}B",
        f"{ONE}1",
        f"/upload/{ONE}.pdf",
        f"?id={ONE}",
        "350199********1234",
        "35*************123",
        "索引号：330699-2026-00000012",
        "20260101 12:00:00 20260102 12:00:00",
        "首页 上一页 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18",
    ],
)
def test_no_identity_number(text: str) -> None:
    assert kinds(text) == {}


def test_a_number_that_proves_itself_under_another_name() -> None:
    assert kinds(f"证书编号\t姓名\n{ONE}\t张三") == {"id-card": 1}


def test_the_old_form_needs_its_word() -> None:
    old = "350199900101123"
    assert kinds(f"张三，身份证号：{old}") == {"id-card": 1}
    assert kinds(f"序号\t姓名\t身份证号\n1\t张三\t{old}") == {"id-card": 1}
    assert kinds(f"注册号 {old}") == kinds(old) == {}
    assert kinds("身份证号 350199901301123") == {}


LISTS = {
    "table": "姓名\t性别\t联系电话\n张三\t男\t13812345678\n李四\t女\t139-1234-5678",
    "allowances": "户主姓名\t电话\t补贴金额\n张三\t13812345678\t300\n李*\t13912345678\t300",
    "minority": "姓名\t民族\t手机\n买买提·吐尔逊\t维吾尔\t13812345678\n阿依古丽·艾山\t维吾尔\t13912345678",
}


@pytest.mark.parametrize("name", LISTS)
def test_mobile_numbers_in_lists_of_persons(name: str) -> None:
    assert found(LISTS[name]) == [("mobile", "138******78", True), ("mobile", "139******78", True)]


def test_one_row_is_enough_where_it_says_whose_it_is() -> None:
    assert found("姓名\t年龄\t手机号码\n张三\t41\t13812345678") == [("mobile", "138******78", True)]


UNSURE = {
    "no-head": "张三 13812345678\n李四 13912345678",
    "in-a-line": "张三13812345678、李四13912345678",
    "behind-another": "张三 82031107123456 13812345678\n李四 82031107123457 13912345678",
    "own-labelled": "我叫张三，联系电话：13812345678，反映物业服务差",
    "doctors": "村医名单，签约服务\n姓名\t性别\t电话\n张三\t男\t13812345678\n李四\t女\t13912345678",
    "towns": "残疾人证办理\n乡镇\t姓名\t电话\n柳溪镇\t张三\t13812345678\n下洋镇\t李四\t13912345678",
    "own": "我叫张三，手机13812345678，反映夜间噪声",
}


@pytest.mark.parametrize("name", UNSURE)
def test_numbers_that_a_person_must_look_at(name: str) -> None:
    assert [sure for _, _, sure in found(UNSURE[name])] in ([False], [False, False])


OFFICIAL = {
    "contact": "联系人：张三 13812345678",
    "contacts": "联系人：张三13812345678，李四13912345678",
    "offices": "单位\t联系人\t联系电话\n区财政局\t张三\t13812345678\n区民政局\t李四\t13912345678",
    "duty": "日期\t带班领导\t值班人员\t电话\n1日\t张三\t李四\t13812345678\n2日\t王五\t赵六\t13912345678",
    "rivers": "河流\t河长姓名\t职务\t联系电话\n青溪\t张三\t镇长\t13812345678\n白溪\t李四\t书记\t13912345678",
    "consult": "咨询电话：张三 13812345678，李四 13912345678",
    "foot": "主办：柳溪镇人民政府 电话：13812345678 张三",
    "nameless": "报名手机 13812345678\n投诉手机 13912345678",
    "masked": "姓名\t性别\t联系电话\n张三\t男\t138****5678\n李四\t女\t139****5678",
    "hotline": "12345热线 0575-82031107 400-788-7899",
    "certificates": "姓名\t性别\t执法证号\n张三\t男\t13350100001\n李四\t女\t13350100002",
    "scores": "姓名\t准考证号\t成绩\n张三\t13812345678\t78\n李四\t13912345678\t81",
    "instructions": "本人携带证件到场，联系人：张三 13812345678，李四 13912345678",
    "companies": "企业名称\t法定代表人\t联系电话\n青禾公司\t张三\t13812345678\n柳溪公司\t李四\t13912345678",
}


@pytest.mark.parametrize("name", OFFICIAL)
def test_numbers_of_offices_and_contacts(name: str) -> None:
    assert found(OFFICIAL[name]) == []


def test_bank_cards_of_persons() -> None:
    assert found(f"张三 银行卡号 {CARD}") == [("bank-card", masked(CARD), True)]
    grouped = " ".join((CARD[:4], CARD[4:8], CARD[8:12], CARD[12:16], CARD[16:]))
    assert kinds(f"张三 卡号 {grouped}") == {"bank-card": 1}
    assert kinds(f"姓名\t开户行\t银行卡号\n张三\t农商银行柳溪支行\t{CARD}") == {"bank-card": 1}


@pytest.mark.parametrize(
    "text",
    [
        f"张三 卡号 {CARD[:-1]}{(int(CARD[-1]) + 1) % 10}",
        f"户名：柳溪镇人民政府\n开户行：农商银行柳溪支行\n账号：{CARD}",
        f"对公账户账号：{CARD}",
        f"竞买保证金请汇入账号 {CARD}",
        f"单位名称\t账号\n青禾公司\t{CARD}",
        f"订单编号 {CARD}",
        "卡号 6222 **** **** 1234",
        "账号 6222222222222222",
    ],
)
def test_no_bank_cards_of_persons(text: str) -> None:
    assert kinds(text) == {}


def test_each_number_counts_once_and_surely_where_it_is_sure() -> None:
    text = f"{ONE}\n{ONE}\n张三 13812345678\n李四 13912345678\n{LISTS['table']}"
    assert kinds(text) == {"id-card": 1, "mobile": 2}
    assert all(sure for _, _, sure in found(text))


def test_no_more_hits_are_kept_than_needed() -> None:
    numbers = [identity(f"3501991990{1 + day // 28:02}{1 + day % 28:02}{day:03}") for day in range(300)]
    data = personal_data("\n".join(numbers), DAY)
    assert (len(data.hits), data.count(PersonalKind.ID_CARD)) == (KEPT, 300)


def test_what_is_shown() -> None:
    assert masked(ONE) == f"350{'*' * 13}{ONE[-2:]}"
    assert masked("13812345678") == "138******78"
    assert masked("82031") == "*****"
    data = personal_data(f"张三\t{ONE}\t{CARD}\t82031107", DAY)
    assert data.hits[0].excerpt == f"张三 350{'*' * 13}{ONE[-2:]} 622{'*' * 14}{CARD[-2:]} ********"


def test_numbers_at_the_edge_of_an_excerpt_are_left_out() -> None:
    excerpt = personal_data(f"{TWO}{'，' * 28}{ONE}{'，' * 30}{TWO}", DAY).hits[1].excerpt
    assert not any(TWO[at : at + 4] in excerpt for at in range(15))


def test_nothing() -> None:
    assert personal_data("", DAY) == personal_data("没有号码", DAY) == PersonalData()
