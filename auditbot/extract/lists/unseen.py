"""Evidence that a script fills a place which is empty in the page as it was sent."""

import re

from selectolax.lexbor import LexborNode

from auditbot.extract.tree.document import Document
from auditbot.model.page import Paging, Region

_TEMPLATE_MARKS = ("{{", "v-for=", "ng-repeat=", "x-handlebars", "text/x-", "text/template")
_TEMPLATE = re.compile(
    r"\{\{[^{}\n]{1,80}\}\}|\bv-for=|\bng-repeat=|x-handlebars|text/x-(?:template|dot|jsrender)|text/template"
)
_CALL = r"\.(?:ajax|get|post|getJSON|getScript)\b"
_REQUEST = re.compile(
    rf"\${_CALL}|jQuery(?<!\wjQuery){_CALL}|\.load\s*+\(\s*+['\"]|fetch(?<!\wfetch)\s*+\("
    r"|axios(?<!\waxios)\b|XMLHttpRequest|new(?<!\wnew)\s++Vue\b|createApp(?<!\wcreateApp)\s*+\(|dataproxy"
    r"|loadPageData|renderChannelTemplate|jpage(?<!\wjpage)\b|layui\.use"
)
"""Every branch begins with a letter or sign of its own: so the search passes over all others quickly."""
_HARMLESS = re.compile(
    r"hits|visit|count|click|stat|digg|weather|search|suggest|login|vote|tongji|share|keyword|checkcode",
    re.IGNORECASE,
)
_NAMED = re.compile(r"['\"]([#.]?[A-Za-z_][\w-]{1,60})['\" >]")
_LOADING = re.compile(r"(?:正在|数据|内容|努力)?加载中|loading", re.IGNORECASE)
_MOUNTS = ", ".join(f"#{name}" for name in ("app", "root", "vue", "vueapp", "__nuxt", "__next"))
_PAGE_INPUTS = "input#page, input#pageSize, input#pageNo, input[name=pageSize], input[name=pageNo]"
_COMMON_SCRIPTS = re.compile(
    r"jquery|page|share|jiathis|common|count|hits|stat|analytics|conac|jiucuo|superslide|slide"
    r"|swiper|ta-\d|wza|aria|base\b",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.(?:pdf|ofd|docx?|wps|mp4)(?:[?#&]|$)", re.IGNORECASE)
"""What a frame shows by itself or through a viewer: content, not a list."""
_LONGEST = 60_000


def unseen(document: Document, place: LexborNode | None, text: str, paging: Paging | None) -> str:
    """Why the items of ``place`` (or of the page) may be there unseen; empty if nothing says so.

    ``text`` is what little the page shows of its own.
    """
    if paging and ((paging.pages or 0) > 1 or (paging.total or 0) > 0):
        return f"pager: {paging.pages or ''}/{paging.total or ''}"
    if _LOADING.search(text):
        return "loading"
    if any(mark in document.html for mark in _TEMPLATE_MARKS) and _TEMPLATE.search(document.html):
        return "template"
    if document.tree.css_first(_PAGE_INPUTS):
        return "page-inputs"
    return _requests(document, place) or _frames(document) or _mounts(document) or _scripts_in(document)


def _requests(document: Document, place: LexborNode | None) -> str:
    names = _names_around(place)
    for script in document.tree.css("script:not([src])"):
        source = script.text()[:_LONGEST]
        request = _REQUEST.search(source)
        if request is None:
            continue
        named = set(_NAMED.findall(source))
        if named & names:
            return f"request: {request[0][:40]}"
        elsewhere = any(_exists(document, name) for name in named if name[0] in "#.")
        if not elsewhere and not _HARMLESS.search(source):
            return f"request: {request[0][:40]}"
    return ""


def _exists(document: Document, selector: str) -> bool:
    name = selector[1:]
    kind = "id" if selector[0] == "#" else "class~"
    return document.tree.css_first(f'[{kind}="{name}"]') is not None


def _names_around(place: LexborNode | None) -> set[str]:
    """The ids and classes of a place, of what is around it and in it, as scripts write them."""
    names: set[str] = set()
    node = place
    while node is not None and node.tag != "body":
        names |= _names(node)
        node = node.parent
    for inner in place.css("*")[:50] if place is not None else []:
        names |= _names(inner)
    return names


def _names(node: LexborNode) -> set[str]:
    written = node.attributes
    identity = written.get("id") or ""
    classes = (written.get("class") or "").split()
    return {f"#{identity}", identity} - {"#", ""} | {f".{name}" for name in classes}


def _frames(document: Document) -> str:
    for frame in document.tree.css("iframe[src], frame[src]")[:20]:
        source = frame.attributes.get("src") or ""
        hidden = "none" in (frame.attributes.get("style") or "") or frame.attributes.get("height") in (
            "0",
            "1",
        )
        if hidden or not source or source.startswith(("javascript:", "about:")) or _FILE.search(source):
            continue
        if document.regions.region_of(frame) is Region.BODY:
            return f"frame: {source[:80]}"
    return ""


def _mounts(document: Document) -> str:
    mount = document.tree.css_first(_MOUNTS)
    if mount is not None and not mount.text().strip() and document.tree.css_first("script[src]"):
        return f"mount: {mount.attributes.get('id') or ''}"
    return ""


def _scripts_in(document: Document) -> str:
    """A script from elsewhere in the midst of the page, where scripts write what they hold."""
    for script in document.tree.css("body script[src]")[:60]:
        source = script.attributes.get("src") or ""
        if _COMMON_SCRIPTS.search(source) or document.regions.region_of(script) is not Region.BODY:
            continue
        parent = script.parent
        if parent is not None and parent.tag != "body" and not _text_besides_scripts(parent):
            return f"script: {source[:80]}"
    return ""


def _text_besides_scripts(node: LexborNode) -> bool:
    silent = {"script", "style"}
    return any(
        piece.tag == "-text" and piece.parent is not None and piece.parent.tag not in silent
        for piece in node.traverse(include_text=True, skip_empty=True)
    )
