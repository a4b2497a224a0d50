"""Lists of persons that the township has published: some show too much, others are as they should be.

Every number is made up, with a region that does not exist.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from auditbot.demo.answers import Answer
from auditbot.demo.faults import planted
from auditbot.demo.faults.personal import GRANTS, MEMBERS
from auditbot.demo.parts import Article, Block, Columns, Table
from auditbot.demo.sheets import Sheet, xlsx

_CHECK = "personal-data"
_TOWNSHIP = "柳溪镇人民政府"
_COLUMN = "lxgg"
_AGE = 400
_STEP = 9
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PERSONS = (
    ("陈桂兰", "19520314", "柳溪村"),
    ("林金水", "19481102", "柳溪村"),
    ("吴春妹", "19600725", "下洋村"),
    ("黄茂生", "19550918", "石门村"),
)


def identity_number(serial: int) -> str:
    """A number that passes every check, of nobody."""
    digits = f"330699{_PERSONS[serial][1]}{100 + serial}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    return f"{digits}{'10X98765432'[total % 11]}"


def mobile_number(serial: int) -> str:
    """A mobile number."""
    return f"1399990{4120 + 37 * serial}"


def card_number(serial: int) -> str:
    """The number of a bank card that passes the check of Luhn."""
    digits = f"62220299{serial + 3:02}0041887{serial}"
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in digits[::-2])
    return f"{digits}{-(doubled + sum(map(int, digits[-2::-2]))) % 10}"


def lists(columns: Columns, as_of: date) -> Iterator[Article]:
    """The lists of the township, the newest first."""
    del columns
    written = (_allowances(), _grants(), _volunteers(), _offices(), _companies(), _account(), _members())
    for serial, (key, title, body) in enumerate(written):
        day = as_of - timedelta(days=_AGE + serial * _STEP)
        files = ((f"/upload/files/{key}.xlsx", f"附件：{title}.xlsx"),) if key in ("hmc", "bt") else ()
        yield Article(f"lxgg-{key}", _COLUMN, title, day, _TOWNSHIP, body, files=files)


def workbooks() -> dict[str, Answer]:
    """The files of the lists: one keeps its source on a hidden sheet, one has none."""
    heading = ("序号", "户主姓名", "身份证号", "一卡通账号", "补贴金额（元）")
    rows = tuple(
        (str(serial + 1), name, identity_number(serial), card_number(serial), str(312 + serial * 40))
        for serial, (name, _, _) in enumerate(_PERSONS)
    )
    public = tuple((row[0], row[1], _hidden(row[2]), row[4]) for row in rows)
    shown = Sheet("公示", (("序号", "户主姓名", "身份证号", "补贴金额（元）"), *public))
    return {
        GRANTS: Answer(xlsx(shown, Sheet("底册", (heading, *rows), hidden=True)), type=_WORKBOOK),
        MEMBERS: Answer(xlsx(shown), type=_WORKBOOK),
    }


def _hidden(number: str) -> str:
    return f"{number[:6]}{'*' * (len(number) - 10)}{number[-4:]}"


def _allowances() -> tuple[str, str, tuple[Block, ...]]:
    leaks = "page" in planted(_CHECK, "lxgg-db")
    rows = tuple(
        (name, identity_number(serial) if leaks else _hidden(identity_number(serial)), village)
        for serial, (name, _, village) in enumerate(_PERSONS)
    )
    table = Table((("姓名", "身份证号码", "所在村"), *rows))
    return "db", "柳溪镇新增最低生活保障对象公示", ("现将新增保障对象公示如下，公示期七天。", table)


def _grants() -> tuple[str, str, tuple[Block, ...]]:
    rows = tuple(
        (name, village, mobile_number(serial), str(240 + 15 * serial))
        for serial, (name, _, village) in enumerate(_PERSONS)
    )
    table = Table((("户主", "所在村", "联系电话", "补贴金额（元）"), *rows))
    return "bt", "柳溪镇耕地地力保护补贴发放表", ("本年度补贴已打入各户账户。", table)


def _volunteers() -> tuple[str, str, tuple[Block, ...]]:
    lines = tuple(f"{name} {mobile_number(serial)}" for serial, (name, _, _) in enumerate(_PERSONS[:3]))
    return "jx", "柳溪镇竹编技艺大赛决赛名单", ("入围决赛的选手如下，请按时到场。", *lines)


def _offices() -> tuple[str, str, tuple[Block, ...]]:
    rows = tuple(
        (f"{village}村委会", name, mobile_number(5 + serial))
        for serial, (name, _, village) in enumerate(_PERSONS)
    )
    table = Table((("单位", "防汛联系人", "联系电话"), *rows))
    return (
        "zb",
        "柳溪镇汛期值班电话",
        ("汛期二十四小时值班，有险情请拨打。", table, f"镇值班室联系人：周镕，{mobile_number(9)}"),
    )


def _companies() -> tuple[str, str, tuple[Block, ...]]:
    codes = ("913306990000012345", "11330699MB1A234567", "523306990000067890")
    rows = tuple((f"柳溪镇示范合作社{serial}社", code) for serial, code in enumerate(codes, 1))
    return (
        "xy",
        "柳溪镇示范合作社名单",
        ("经评定，下列合作社为示范社。", Table((("名称", "统一社会信用代码"), *rows))),
    )


def _account() -> tuple[str, str, tuple[Block, ...]]:
    lines = ("户名：柳溪镇人民政府", "开户行：溪山农商银行柳溪支行", f"账号：{card_number(7)}")
    return (
        "bzj",
        "柳溪镇集体林地出租公告",
        ("竞租保证金汇入下列账户。", *lines, "投标编号：330699199001011234"),
    )


def _members() -> tuple[str, str, tuple[Block, ...]]:
    return "hmc", "柳溪镇补贴对象花名册（公开版）", ("名册见附件，身份证号已遮盖。",)
