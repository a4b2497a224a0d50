"""What is planted in the documents of the town, the files they offer, and the library that holds them."""

from collections.abc import Iterator
from datetime import date, timedelta

from auditbot.demo.answers import HTML, Answer
from auditbot.demo.faults import planted
from auditbot.demo.files import pdf
from auditbot.demo.policy import Policy
from auditbot.demo.words import chinese

LIBRARY = "wjk.xishan.example"
_NORMATIVE = "gfxwj"
_OTHER_DOCUMENT = "青禾区机关食堂管理服务守则"
_LATE, _EARLY = timedelta(days=60), timedelta(days=-3)
_QUOTED = {
    "quoted-broken": "根据《溪山市人民政府关于促进民营经济发展的意见》（溪政发〔202512号）精神，通知如下。",
    "quoted-brackets": "根据《溪山市人民政府关于优化营商环境的意见》（溪政发（2025）8号）精神，通知如下。",
}
_TERMS = {
    "gf-wenwu": "本通知自{start}起施行，有效期五年。",
    "gf-hedao": "本通知自{start}起施行，有效期五年。",
    "gf-yanqi": "《青禾区人民政府关于划定河道采砂禁采区的通知》有效期延长至{later}。",
    "gf-buju": "《青禾区人民政府关于划定畜禽禁养区域的通知》同时废止。",
}
"""What the last paragraphs of some documents say of their own term, or of others."""


def written(key: str, day: date, usual: date) -> date:
    """When a document was written that was published on a day."""
    faults = planted("disclosure-deadline", key)
    if "late" in faults:
        return day - _LATE
    return day - _EARLY if "before" in faults else usual


def table(policy: Policy, rows: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The document table with its faults."""
    fields = planted("document-metadata", policy.key)
    changed = {
        "有 效 性": "" if "empty" in fields else _validity(policy),
        "发文字号": "" if "no-number" in fields else shown_number(policy),
    }
    if "differs" in fields:
        changed["成文日期"] = (policy.written - timedelta(days=1)).isoformat()
    left_out = {"主题分类"} if "missing" in fields else set()
    return tuple((label, changed.get(label, value)) for label, value in rows if label not in left_out)


def _validity(policy: Policy) -> str:
    return "失效" if "void-listed" in planted("document-validity", policy.key) else "有效"


def shown_number(policy: Policy) -> str:
    """The number as the table has it."""
    if "malformed" in planted("document-number", policy.key):
        return policy.number.replace("〔", "（").replace("〕", "）")
    return policy.number


def opening(policy: Policy) -> tuple[str, ...]:
    """Paragraphs above the text of some documents: a number of its own, a document that it rests on."""
    faults = planted("document-number", policy.key)
    head, _, serial = policy.number.rpartition("〕")
    line = f"{head}〕{int(serial.removesuffix('号')) + 1}号" if "differs" in faults else ""
    return tuple(text for text in (line, *(_QUOTED[one] for one in sorted(faults & _QUOTED.keys()))) if text)


def closing(policy: Policy) -> str:
    """What a document says of its term, or of other documents; empty where it says nothing of its own."""
    start, later = policy.written + timedelta(days=30), policy.written + timedelta(days=2000)
    return _TERMS.get(policy.key, "").format(start=chinese(start), later=chinese(later))


def note(policy: Policy) -> str:
    """The note on release."""
    faults = planted("release-marker", policy.key)
    if "missing" in faults:
        return ""
    return "（此件依申请公开）" if "otherwise" in faults else "（此件公开发布）"


def library_link(policy: Policy) -> str:
    """The paragraph that leads to the document in the library; empty where there is none."""
    faults = planted("policy-library-link", policy.key)
    if policy.column != _NORMATIVE or "no-link" in faults:
        return ""
    path = "" if "front-page" in faults else f"doc/{policy.suffix}.html"
    return f"[[=http://{LIBRARY}/{path}|政策文件库]]"


def offered(policy: Policy) -> tuple[tuple[str, str], ...]:
    """The files that a document's page offers besides the Word file."""
    if policy.column != _NORMATIVE or "missing" in planted("document-formats", policy.key):
        return ()
    return ((_path(policy), "文件下载（PDF版）"),)


def paper_files(documents: tuple[Policy, ...]) -> Iterator[tuple[str, Answer]]:
    """The files besides the Word file."""
    for policy in documents:
        other = "other-title" in planted("document-formats", policy.key)
        if offered(policy):
            body = pdf(_OTHER_DOCUMENT if other else policy.title)
            yield _path(policy), Answer(body, type="application/pdf")


def library(documents: tuple[Policy, ...]) -> dict[str, Answer]:
    """The pages of the library."""
    held = {f"/doc/{one.suffix}.html": one.title for one in documents if one.column == _NORMATIVE}
    pages = {"/": "溪山市政策文件库"} | held
    return {path: Answer(_page(title), type=HTML) for path, title in pages.items()}


def _page(title: str) -> bytes:
    head = f"<head><title>{title}</title></head>"
    return f"<!doctype html><html>{head}<body><h1>{title}</h1></body></html>".encode()


def _path(policy: Policy) -> str:
    return f"/upload/doc/{policy.key}.pdf"
