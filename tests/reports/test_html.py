import re

import pytest

from auditbot.model.audit import Audit
from auditbot.model.framework import Wording
from auditbot.model.outcome import Outcome
from auditbot.model.sheet import LineKind, LineScore, Reckoning
from auditbot.model.text import Lang
from reports import order
from tests.reports.making import make
from tests.reports.reading import page, tree, words
from tests.reports.sample import clean, sample
from tests.reports.walking import changed

CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


@pytest.mark.parametrize("lang", list(Lang))
def test_every_finding_is_told_under_its_number(lang: Lang) -> None:
    audit = sample()
    found = tree(audit, lang)
    for item in order.numbered(audit.findings):
        place = found.css_first(f"#f{item.number}")
        assert place is not None
        text = place.text()
        assert f"[{item.number}]" in text
        assert item.finding.texts[lang].says in text
        assert "www.qinghe.example" in text
        assert "2026-11-20 09:1" in text


@pytest.mark.parametrize("lang", list(Lang))
def test_what_was_not_tested_says_why(lang: Lang) -> None:
    reason = {"zh": "未检测（本机没有 IPv6 线路）", "en": "not tested (no IPv6 line here)"}[lang]
    found = tree(sample(), lang)
    clauses = found.css_first("#by_clause")
    assert clauses is not None
    assert reason in clauses.text()
    for folded in clauses.css(".folded"):
        assert reason not in folded.text()


def test_a_fault_of_every_page_is_told_once() -> None:
    text = words(sample())
    assert text.count("共 612 页，列出 3 页") == 1


def test_long_lists_fold_and_say_how_many() -> None:
    found = tree(sample())
    assert "展开其余 9 项发现" in [node.text() for node in found.css("summary")]
    for fold in found.css("details.fold"):
        following = fold.next
        while following is not None and following.tag == "-text":
            following = following.next
        assert following is not None
        assert following.attributes["hidden"] == "until-found"


def with_points(low: float, high: float, *, ours: bool = False) -> Audit:
    line = LineScore(
        id="links",
        title=Wording(zh="链接可用"),
        kind=LineKind.DEDUCT,
        points=20,
        each=0.5,
        failed=3,
        maybe=2,
        least=1.5,
        most=2.5,
    )
    sheet = Reckoning(
        sheet="s",
        title=Wording(zh="区办评分表"),
        ours=ours,
        fails_below=60,
        bonus_above=80,
        bonus_total=30,
        full=20,
        base_low=low,
        base_high=high,
        low=low,
        high=high,
        lines=(line,),
    )
    score = sample().score.model_copy(update={"low": low, "high": high, "sheet": sheet})
    return sample().model_copy(update={"score": score})


def test_the_verdict_is_never_a_number_alone() -> None:
    text = words(with_points(61.5, 74.0))
    assert "不合格" in text
    assert "栏目不更新" in text
    assert "按《区办评分表》得分在 61.5 到 74 之间" in text


def test_the_arithmetic_is_shown() -> None:
    text = words(with_points(61.5, 74.0))
    assert "链接可用 扣分 20 0.5 3＋2 1.5–2.5" in text
    assert "合计 61.5–74。" in text
    assert "不是官方评分表" not in text
    assert "不是官方评分表" in words(with_points(61.5, 74.0, ours=True))
    assert "本报告不打分" in words(sample())


def test_a_clean_report_says_so_and_compares_with_nothing() -> None:
    text = words(clean())
    assert "在看到的范围内没有需要整改的问题" in text
    assert "没有上次检查可比" in text


def test_what_too_little_was_seen_of_is_not_called_mended() -> None:
    audit = sample()
    assert audit.since is not None
    unproved = audit.model_copy(update={"since": audit.since.model_copy(update={"gone_is_proof": False})})
    assert "已整改" in words(audit)
    assert "已整改 3" not in words(unproved)
    assert "不能算已整改" in words(unproved)


def test_the_english_report_has_no_chinese_word_of_its_own() -> None:
    ascii_only = changed(sample(), lambda text: re.sub(r"[^\x00-\x7f]", "x", text))
    assert not CHINESE.search(page(ascii_only, Lang.EN))


def test_chinese_names_in_the_english_report_are_marked_as_chinese() -> None:
    found = tree(sample(), Lang.EN)
    title = found.css_first('h1 span[lang="zh-CN"]')
    assert title is not None
    assert title.text() == "青禾区人民政府门户网站"
    assert not tree(sample(), Lang.ZH).css("span[lang]")


@pytest.mark.parametrize("lang", list(Lang))
def test_five_thousand_findings_are_listed_in_under_five_megabytes(lang: Lang) -> None:
    base = sample().findings
    many = tuple(
        base[n % 60].model_copy(update={"id": f"{n:016x}", "target": f"{base[n % 60].target}?{n}"})
        for n in range(5000)
    )
    text = page(sample(many), lang)
    assert len(text.encode()) < 5_000_000
    assert len(re.findall(r' id="f\d+"', text)) == 5000


def test_findings_as_long_as_can_be_stay_under_five_megabytes() -> None:
    long = "长" * 4000
    one = sample().findings[0]
    text = one.texts[Lang.ZH].model_copy(update={"says": long, "seen": long, "mend": long, "expected": long})
    seen = one.evidence[0].model_copy(update={"url": "https://a.example/" + "x" * 500, "path": (long,) * 8})
    many = tuple(
        one.model_copy(
            update={
                "id": f"{n:016x}",
                "target": f"{n}{long}",
                "unit": f"单位 {n}",
                "texts": {Lang.ZH: text.model_copy(update={"mend": f"{n}{long}"})},
                "evidence": (seen,),
            }
        )
        for n in range(5000)
    )
    made = page(sample(many))
    assert len(made.encode()) < 5_000_000
    assert "见 findings.csv" in made


def test_beyond_five_thousand_the_rest_is_in_the_table() -> None:
    words_of = ("坏链", "dead")
    notice = make("broken-links", "m", "x", words_of, outcome=Outcome.UNTESTED)
    many = tuple(notice.model_copy(update={"id": f"{n:016x}", "target": str(n)}) for n in range(5040))
    audit = sample((*sample().findings, *many))
    text = page(audit)
    assert "本报告列出最重要的 5,000 项发现，其余 100 项见 findings.csv。" in text
    assert len(text.encode()) < 5_000_000
    failed = [item for item in order.numbered(audit.findings) if item.finding.outcome is Outcome.FAILED]
    assert all(item.listed for item in failed)
