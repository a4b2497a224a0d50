"""Whose number it is, by the words around: its label, its row, the head of its column, what stands above."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from auditbot.extract.personal.person_names import name_in
from auditbot.extract.text.digit_runs import Number

_LABEL = 30
_ROW = 200
"""Letters of a row, on either side of a number, that are looked at."""
_LONGEST = 1200
"""Letters of a line; of a longer one only the part around a number is looked at."""
_CAPTION = 3
"""Lines above a list that may tell what it is."""
_CAPTION_LENGTH = 120
_PROSE = 80
"""A line without cells that is longer ends a table."""
_HEAD_LENGTH = 24
_PHONE = re.compile(r"(?<![0-9])[0-9]{7,12}(?![0-9])")
_LONG_NUMBER = re.compile(r"[0-9]{7}")
_HEAD = re.compile(
    r"姓\s*名|身\s*份\s*证|证\s*件|电\s*话|手\s*机|联系方式|卡\s*号|[账帐]\s*号|户\s*名|序\s*号|联系人|单\s*位|年\s*龄|代码|编\s*号"
)
_CODE = re.compile(r"信用代码|机构代码|项目代码|注册号|登记号|索引号|流水号|订单号")
_SERIAL = re.compile(r"代码|编\s*号|编码|文号|许可证|证号|证书|工号|学号|考号")
"""Labels of numbers as short as a telephone number."""
_IDENTITY = re.compile(r"身\s*份\s*证|身份号|证件号|公民身份")
_CARD = re.compile(r"卡\s*号|[账帐]\s*号|[账帐]\s*户|银行卡|一卡通|一折通|存折")
_BRANCH = re.compile(r"[一-鿿]{0,14}(?:银行|支行|分行|信用社|营业部|营业厅|分理处)")
_CORPORATE = re.compile(
    r"对公|开户名|开户单位|保证金|专\s*户|专用[账帐]户|基本[账帐]?户|公司|财政|国库|捐|募|缴款|缴费|缴纳|收款单位|汇款|转账"
    r"|户\s*名\s*[:：]|[账帐]户名|局|中心|协会|基金|委员会|税|厂|合作社|学校|医院"
)
_PERSONAL = re.compile(
    r"性\s*别|年\s*龄|出生|民\s*族|身份证|证件号|户\s*主|户籍|住址|家长|监护人|学生|考生|准考证|考号|学历|毕业院校|低保|五保|特困"
    r"|救助|补贴|补助|抚恤|优抚|残疾|贫困|脱贫户|困难|受助|资助|享受|领取|发放|录用|聘用|拟聘|体检|面试|报考|报名|学员|参训"
    r"|申请人|摇号|中签|配租|保障对象|退役|征兵|应征|受灾|搬迁|安置户|承租|购房|银行卡|银行[账帐]|一折通|一卡通|农户|种植户|养殖户"
)
_OFFICIAL = re.compile(
    r"联系人|联络员|联系单位|咨询|值班|热线|客服|监督|举报|投诉|负责人|责任人|河长|湖长|林长|田长|路长|网格|职\s*务|科\s*室|处室"
    r"|通讯录|电话表|号码表|电话簿|一览表|律师|公证|法律服务|调解|仲裁|医师|医生|专家|代表|委员|书记|主\s*任|队长|站长|所长|院长|校长"
    r"|局长|镇长|村长|经理|店|企业|公司|厂|合作社|经营|商行|酒店|民宿|农家乐|机构|办公|服务|承办|经办|主管|驻村|包保|包村|挂钩"
    r"|干部|工作人员|志愿|招标|代理|采购|项目|地\s*址|邮\s*编|传\s*真|建设单位|法人|法定代表|编制单位|勘查|施工|监理|讲师|教练|保险"
    r"|[局办所站科处委院校园队部厅室]\s*[:：]|办公室|中心"
)
_LABELLED = re.compile(r"联系方式\s*[:：]|联系电话\s*[:：]|电\s*话\s*[:：]|[Tt][Ee][Ll]|手\s*机\s*[:：]|微信")
"""Labels as those who want to be called write them."""
_PHONE_HEAD = re.compile(r"电\s*话|手\s*机|联\s*系|通讯|[Tt][Ee][Ll]")
_PLACES = re.compile(r"乡镇|镇街|街道|乡街|单\s*位|社区|村居|辖区|所属|区域")
"""Heads of lists that have a row for each office, as lists of persons may have, too."""
_OWN = re.compile(
    r"(?:我叫|我是|本人|我的(?:电话|手机|号码)|投诉人|举报人|信访人|来信人|留言人|反映人|写信人|申请人|被处罚人|当事人|户主|患者|家属|考生)"
)
"""Words by which a text tells whose number it is, where there is no list."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A number beside a name. ``alone``: it needs no others around it to be somebody's own."""

    name: str
    sure: bool
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text, with the heads of its columns and what stands above its list."""

    text: str
    start: int
    heads: tuple[str, ...] = ()
    above: str = ""
    before: str = ""
    """The lines just before and after it."""

    def label(self, number: Number) -> str:
        """The words right before a number in its cell, with the head of its column."""
        at = number.start - self.start
        before = self.text[max(0, at - _LABEL) : at].rpartition("\t")[2]
        return f"{self._head(at)} {before}"

    def row(self, number: Number) -> str:
        """The words of its row beside a number; in a line without cells no further than the next number."""
        at, end = number.start - self.start, number.end - self.start
        before = self.text[max(0, at - _ROW) : at]
        earlier = list(_PHONE.finditer(before))
        after = self.text[end : end + _ROW]
        later = _PHONE.search(after)
        if "\t" in self.text:
            return f"{before}\t{after}"
        return f"{before[earlier[-1].end() :] if earlier else before}\t{'' if earlier or later else after}"

    def _head(self, at: int) -> str:
        column = self.text.count("\t", 0, at)
        return self.heads[column] if column < len(self.heads) else ""


@dataclass(slots=True)
class Lines:
    """A text of lines, some of which are the heads of tables. ``title`` is of the whole."""

    text: str
    title: str = ""
    _starts: list[int] = field(default_factory=list)
    _at: int = 0
    _heads: tuple[str, ...] = ()
    _above: str = ""

    def around(self, offset: int) -> Line:
        """The line that holds an offset. Offsets must rise from one call to the next."""
        starts = self._line_starts
        index = bisect_right(starts, offset) - 1
        while self._at < index:
            self._pass_by(self._at)
            self._at += 1
        near = (*range(max(0, index - _CAPTION), index), index + 1)
        beside = " ".join(self._line(one, _CAPTION_LENGTH) for one in near)
        above = f"{self.title} {self._above}"
        if self._length(index) <= _LONGEST:
            return Line(self._line(index), starts[index], self._heads, above, beside)
        start = max(starts[index], offset - _ROW)
        return Line(self.text[start : offset + _LONGEST], start, (), above, beside)

    @property
    def _line_starts(self) -> list[int]:
        if not self._starts:
            at = 0
            for line in self.text.split("\n"):
                self._starts.append(at)
                at += len(line) + 1
        return self._starts

    def _length(self, index: int) -> int:
        starts = self._line_starts
        if index >= len(starts):
            return 0
        return (starts[index + 1] - 1 if index + 1 < len(starts) else len(self.text)) - starts[index]

    def _line(self, index: int, most: int = _LONGEST) -> str:
        length = self._length(index)
        start = self._line_starts[index] if length else 0
        return self.text[start : start + min(length, most)]

    def _pass_by(self, index: int) -> None:
        """Take note of a head; a long line that is none ends its table."""
        line = self._line(index)
        if _is_head(line):
            cells = line.split("\t") if "\t" in line else line.split()
            self._heads = tuple(cells)
            above = (self._line(near, _CAPTION_LENGTH) for near in range(max(0, index - _CAPTION), index))
            self._above = " ".join(one for one in above if not _LONG_NUMBER.search(one))
        elif len(line) > _PROSE and "\t" not in line:
            self._heads, self._above = (), ""


def is_code(line: Line, number: Number) -> bool:
    """Whether the label of a number is that of a code."""
    return bool(_CODE.search(line.label(number))) and not _IDENTITY.search(line.label(number))


def identity_named(line: Line, number: Number) -> bool:
    """Whether the label of a number is that of an identity number."""
    return bool(_IDENTITY.search(line.label(number)))


def cards_of(line: Line, number: Number) -> bool | None:
    """Whether a number is surely a person's card; ``None`` where it is no card, or a company's account."""
    heads = " ".join(line.heads)
    in_table = bool(_CARD.search(heads)) and len(line.heads) > 1
    if not in_table and not _CARD.search(line.label(number)):
        return None
    row = _BRANCH.sub("", line.row(number))
    around = f"{row} {_BRANCH.sub('', heads if in_table else line.before)}"
    return None if _CORPORATE.search(around) else bool(name_in(row.replace(":", " ")))


def whose(line: Line, number: Number) -> Verdict | None:
    """Whose mobile number it is; ``None`` where no name stands beside it, or it is that of an office."""
    name = _name_beside(line, number)
    heads = " ".join(line.heads)
    if not name or (_lists(line) and not _PHONE_HEAD.search(heads)) or _is_serial(line, number):
        return None
    if _is_own(line, number):
        return Verdict(name, sure=False, alone=True)
    near = f"{line.row(number)} {heads}"
    above = line.above if _lists(line) else line.before
    personal, personal_above = (bool(_PERSONAL.search(words)) for words in (near, above))
    if _OFFICIAL.search(near) or _LABELLED.search(near):
        return Verdict(name, sure=False) if personal and _lists(line) else None
    official_above = bool(_OFFICIAL.search(above))
    if official_above and not (personal or personal_above):
        return None
    told = personal or (personal_above and not _PLACES.search(heads))
    sure = told and not official_above and _lists(line)
    return Verdict(name, sure=sure, alone=sure)


def _name_beside(line: Line, number: Number) -> str:
    row = line.row(number)
    if "\t" in line.text:
        return name_in(row)
    before, _, after = row.partition("\t")
    return name_in(before) or name_in(after)


def _is_serial(line: Line, number: Number) -> bool:
    """Whether the label of a number is that of a certificate, or of a count."""
    return bool(_SERIAL.search(line.label(number)))


def _is_own(line: Line, number: Number) -> bool:
    """Whether somebody tells of himself, or a text of somebody who stands before it."""
    at = number.start - line.start
    before = line.text[max(0, at - _LABEL) : at]
    return bool(_OWN.search(before)) and not _OFFICIAL.search(before)


def _lists(line: Line) -> bool:
    """Whether the line is the row of a table with a head."""
    return len(line.heads) > 1


def _is_head(line: str) -> bool:
    if _LONG_NUMBER.search(line):
        return False
    tabbed = "\t" in line
    cells = [cell for cell in (line.split("\t") if tabbed else line.split()) if cell.strip()]
    if len(cells) < 2 or len(line) >= _LONGEST or max(map(len, cells)) > _HEAD_LENGTH:
        return False
    return len(_HEAD.findall(line)) > (0 if tabbed else 1)
