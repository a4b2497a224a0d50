"""Interpretations of the town's policies, linked to them but for what is planted."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from auditbot.demo.faults import planted
from auditbot.demo.links import CARRIED
from auditbot.demo.parts import Article, Tag
from auditbot.demo.policy import Policy
from auditbot.demo.words import load, number, pick

_LATE = timedelta(days=25)
_EARLY = timedelta(days=-12)
_WEEKEND = timedelta(days=3)
_OFFICE = "区政府办公室"
_MEDIA = "区融媒体中心"
_CHECK = "interpretation-linked"
_QUOTING = "jd-minying"
"""It quotes its document at length, in quotation marks."""
_HEADLINES = ("{short}政策解读", "关于{short}的解读", "{unit}解读{short}")


def interpretations(documents: Sequence[Policy], as_of: date) -> Iterator[Article]:
    """Texts, pictures and briefings about the documents, and one that names none."""
    for policy in documents:
        if policy.told_of:
            yield _text(policy)
            if policy.graphic:
                yield _graphic(policy)
            if policy.briefing is not None:
                yield _briefing(policy, policy.briefing)
    yield _unknown(as_of - timedelta(days=17))


def _text(policy: Policy) -> Article:
    key = f"jd-{policy.suffix}"
    faults, timing = planted(_CHECK, key), planted("interpretation-timing", key)
    drafter = policy.unit or _OFFICE
    unit = _MEDIA if planted("interpretation-source", key) else drafter
    opening = (
        f"近日，{policy.issuer}出台了{_named(policy, key)}（{policy.number}）。"
        "为便于理解和执行，现就有关内容解读如下。"
    )
    return Article(
        key=key,
        column="zjjd" if "undated" in timing else "wzjd",
        title=pick(key, _HEADLINES).format(short=f"《{policy.short}》", unit=unit),
        day=_day(policy, timing),
        source=unit,
        body=(opening, *_told(policy, key), _teller(key, unit, drafter)),
        tagged=policy.tagged,
        dated="undated" not in timing,
        related="相关文件",
        relations=() if faults or key == "jd-jiuzhu" else (policy.key,),
    )


def _named(policy: Policy, key: str) -> str:
    """The policy's name: a link to it, to what is planted in its place, or none."""
    faults, name = planted(_CHECK, key), f"《{policy.short}》"
    if faults & {"no-link", "no-forward"}:
        return name
    if "dead-link" in faults:
        dead = next(carried.href for carried in CARRIED if carried.on == key)
        return f"[[={dead}|{name}]]"
    return f"[[{'zc-wucan' if 'wrong-document' in faults else policy.key}|{name}]]"


def _day(policy: Policy, timing: frozenset[str]) -> date:
    if "late" in timing:
        return policy.day + _LATE
    if "early" in timing:
        return policy.day + _EARLY
    return policy.day + _WEEKEND if policy.key == "zc-dapeng" else policy.day


def _told(policy: Policy, key: str) -> tuple[str, ...]:
    """The matter, as an essay or as questions and answers."""
    word, meaning = policy.term
    points = tuple(policy.gist)
    copied = planted("interpretation-excerpt", key)
    if copied:
        return _copied(policy, headings="headings" in copied)
    if key == _QUOTING:
        points += tuple(f"文件的说法是“{clause}”" for clause in policy.clauses)
    if number(f"{key}/form", 0, 1):
        return (
            f"一、背景依据。{policy.why}",
            f"二、目标任务。{policy.aim}",
            "三、主要内容。" + "".join(points),
            f"四、关键词诠释。{word}：{meaning}。",
            f"五、适用范围。适用于青禾区行政区域内与“{policy.subject}”有关的事项。",
        )
    return (
        f"问：为什么要出台这份文件？答：{policy.why}",
        f"问：想达到什么目标？答：{policy.aim}",
        *(f"问：{point.replace('：', '？答：', 1)}" for point in points),
        f"问：文件里的“{word}”是什么意思？答：{meaning}。",
    )


def _copied(policy: Policy, *, headings: bool) -> tuple[str, ...]:
    """The document's own clauses, or their headings alone."""
    clauses = (clause.partition("。")[0] + "。" for clause in policy.clauses) if headings else policy.clauses
    return (
        "背景依据和目标任务见文件。",
        *(f"（{place}）{clause}" for place, clause in zip("一二三四", clauses, strict=False)),
    )


def _teller(key: str, unit: str, drafter: str) -> str:
    who = pick(key, load("places")["cadre"])
    phone = f"0575-8203{number(f'{key}/phone', 2000, 2999)}"
    return f"起草单位：{drafter}　解读单位：{unit}　解读人：{who}　咨询电话：{phone}"


def _graphic(policy: Policy) -> Article:
    key = f"tj-{policy.suffix}"
    picture = Tag(
        "img", f"http://static.qinghe.example/tj/{policy.suffix}.svg", f"一图读懂《{policy.short}》"
    )
    return Article(
        key=key,
        column="tjzc",
        title=f"一图读懂《{policy.short}》",
        day=_day(policy, frozenset()),
        source=policy.unit or _OFFICE,
        body=(
            picture,
            f"文件全文：[[{policy.key}|《{policy.short}》]]",
            f"起草单位：{policy.unit or _OFFICE}",
        ),
        related="相关文件",
        relations=(policy.key,),
    )


def _briefing(policy: Policy, days: int) -> Article:
    key = f"fb-{policy.suffix}"
    name = "新闻吹风会" if days < 0 else "新闻发布会"
    speaker = pick(key, load("places")["cadre"])
    return Article(
        key=key,
        column="xwfb",
        title=f"《{policy.short}》{name}",
        day=policy.day + timedelta(days=days),
        source=_OFFICE,
        body=(
            f"{speaker}：各位记者、各位市民代表，下面我介绍[[{policy.key}|《{policy.short}》]]的有关情况。{policy.why}",
            f"记者：请问最希望达到怎样的效果？{speaker}：{policy.aim}",
            *(f"市民代表：{point.replace('：', f'？{speaker}：', 1)}" for point in policy.gist),
        ),
        related="相关文件",
        relations=(policy.key,),
    )


def _unknown(day: date) -> Article:
    """An interpretation of which nobody can tell what it interprets."""
    return Article(
        key="jd-huiqi",
        column="wzjd",
        title="惠企政策这样用，好钢用在刀刃上",
        day=day,
        source="区发展和改革局",
        body=(
            "一段时间以来，区里陆续推出了一批支持企业的办法，不少企业问：哪些能叠加、哪些只能选一项？",
            "一般来说，同一个项目从高不重复；设备、人才、担保分属不同资金，可以分别享受。",
            "企业最好先在平台上做一次匹配，再按提示准备材料，避免错过申报期。",
        ),
    )
