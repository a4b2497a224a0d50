"""A drafted framework as a file, and the five notices against the frameworks that people made of them."""

import re
from pathlib import Path

import pytest

from auditbot.drafting.candidates import candidates
from auditbot.drafting.duties import take_apart
from auditbot.drafting.notice import Duty, Notice
from auditbot.drafting.written import MARK, written
from auditbot.frameworks import read, requirements
from auditbot.model.framework import Clause
from auditbot.registry import load
from tests.cli.calling import said
from tests.corpus import CORPUS, needs_corpus
from tests.drafting.test_duties import FLAT, PROSE, ROWS, TABLE

Capture = pytest.CaptureFixture[str]
SHARE = 0.95
NOTICES = ("yongchuan-2022", "tianning-2018", "nanjing-2022", "dalian-2023", "shanwei-2019")


@pytest.mark.parametrize("text", [PROSE, TABLE, ROWS, FLAT])
def test_a_draft_is_a_framework_whose_every_line_waits_for_a_person(text: str, tmp_path: Path) -> None:
    path = tmp_path / "draft.yaml"
    path.write_text(written(take_apart(text), "draft"), "utf-8")
    framework = read(str(path))
    assert [clause.id for clause in framework.clauses] == [duty.id for duty in take_apart(text).duties]
    lines = [
        line for line in path.read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")
    ]
    unmarked = [line for line in lines if MARK not in line and not line.lstrip().startswith("#")]
    assert unmarked == ["clauses:"]


@pytest.mark.parametrize(
    "evil", ['"}\n- id: x', "a # b", "*anchor", "<<: !!python/object:os.system", "\u2028\x07\ud800"]
)
def test_no_text_of_a_notice_breaks_out_of_its_line(evil: str, tmp_path: Path) -> None:
    text = f"{evil}公开本年度重大行政决策事项目录"
    notice = Notice(evil, evil, None, (Duty("1", text, " ".join(evil.split()), (evil,), (evil,)),))
    path = tmp_path / "draft.yaml"
    path.write_bytes(written(notice, "draft").encode("utf-8", "replace"))
    assert [clause.id for clause in read(str(path)).clauses] == ["1"]


def test_candidates_are_checks_that_exist_with_options_they_take() -> None:
    registry = load()
    said_of = (
        "IPv6 相互链接 图解 谁起草谁解读 同步发布 摘抄 背景依据 征求意见 个人隐私 保密审查 联系电话 12345；"
        "办事指南 依据的链接 年度报告 依申请公开 规范性文件 PDF 此件公开发布 政策文件库 找错 动态更新；"
        "基层政务公开 死链 站内搜索 网站安全 及时答复 20个工作日内公开；设置“减税降费”栏目 公开权力清单"
    )
    for found in candidates(said_of):
        registry[found.check].Options.model_validate(found.options)
    assert len(candidates(said_of)) > 30
    assert candidates("加强学习") == ()


def test_the_command_writes_beside_the_notice_and_never_over_a_file(tmp_path: Path, capsys: Capture) -> None:
    notice = tmp_path / "通知.txt"
    notice.write_text(PROSE, "gb18030")
    assert said(capsys, "framework", "new", str(notice))[0] == 0
    drafted = tmp_path / "通知.yaml"
    assert requirements([read(str(drafted))])
    before = drafted.read_bytes()
    assert said(capsys, "framework", "new", str(notice))[0] == 2
    assert drafted.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00\x81", "没有编号".encode()])
def test_what_cannot_be_drafted_from_is_told(content: bytes, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "n.txt").write_bytes(content)
    assert said(capsys, "framework", "new", str(tmp_path / "n.txt"))[0] == 2
    assert said(capsys, "framework", "new", str(tmp_path / "none.txt"))[0] == 2


def base(identity: str) -> str:
    """The number that the notice itself gives: letters and signs of ours taken off."""
    return re.sub(r"[a-z]+$", "", identity).translate(str.maketrans("（）", "()"))


def units_of(clause: Clause | Duty) -> set[str]:
    """Single units, written alike; what stands for many (各单位 …) is a word of the framework's own."""
    leads = (clause.lead,) if isinstance(clause.lead, str) else clause.lead
    text = "、".join((*leads, *clause.responsible)).translate(str.maketrans("（）", "()"))
    every = (one.strip().removesuffix("等") for one in re.split(r"[、，,;；]", text))
    return {one for one in every if one and not one.startswith(("各", "有关"))}


def in_structure(clause: Clause, notice: str) -> bool:
    """The notice names units in a bracket or a cell; those of its prose are a person's reading."""
    by_reading = clause.id.startswith(("正文", "一(三)", "三(一)a"))
    return notice != "nanjing-2022" and not by_reading and bool(units_of(clause))


@pytest.mark.corpus
@needs_corpus
@pytest.mark.parametrize("name", NOTICES)
def test_the_five_notices_are_drafted_nearly_whole(name: str) -> None:
    framework = read(name)
    notice = take_apart((CORPUS.parent / "seeds" / f"{name}.txt").read_text("utf-8"))
    drafted: dict[str, list[Duty]] = {}
    for duty in notice.duties:
        drafted.setdefault(base(duty.id), []).append(duty)
    clauses = [clause for clause in framework.clauses if clause.id != "footer"]
    missing = {base(clause.id) for clause in clauses} - drafted.keys()
    assert len(missing) <= (1 - SHARE) * len({base(clause.id) for clause in clauses})
    told = [
        (units_of(clause), {part for duty in drafted[base(clause.id)] for part in units_of(duty)})
        for clause in clauses
        if base(clause.id) in drafted and in_structure(clause, name)
    ]
    assert sum(wanted <= found for wanted, found in told) >= SHARE * len(told)
    days = [
        (clause.due, {due.day for duty in drafted[base(clause.id)] for due in duty.due})
        for clause in clauses
        if base(clause.id) in drafted and clause.due and not clause.due_note
    ]
    assert sum(day in found for day, found in days) >= SHARE * len(days)
