"""The files that a page offers, with the names a visitor reads."""

import re

from selectolax.lexbor import LexborNode

from auditbot.extract.document import Document
from auditbot.extract.outline import Outline
from auditbot.extract.words import cut_short, plain
from auditbot.model.page import Item, Region
from auditbot.url import Url, read, split

MOST = 100

_DOCUMENTS = frozenset(
    "doc docx xls xlsx ppt pptx pdf wps et dps ofd rtf txt csv zip rar 7z tar gz ceb epub mp3 mp4".split()
)
_PICTURES = frozenset("jpg jpeg png gif tif tiff".split())
_FILE_NAME = re.compile(r"\.([A-Za-z0-9]{2,4})\s{0,4}(?:[（(【\[][^（()）【\]】]{0,20}[)）】\]])?\s{0,4}$")
_DOWNLOAD = re.compile(
    r"/(?:download|downfile|filedown|attach(?:ment)?)\b|[?&](?:filename|fileid|file_id|attachid)=",
    re.IGNORECASE,
)


def attachments(document: Document, outline: Outline) -> tuple[Item, ...]:
    """Files linked in the page's own part, in order, each once. A link whose address is lost counts by its name."""
    found: dict[tuple[Url | None, str], Item] = {}
    for anchor, _ in outline.anchors:
        href = anchor.attributes.get("href") or ""
        if not _offers(href, anchor):
            continue
        if document.regions.region_of(anchor) is not Region.BODY:
            continue
        target = document.resolve(href)
        name = _name(anchor, target)
        found.setdefault((target, "" if target else name), Item(name, target))
        if len(found) >= MOST:
            break
    return tuple(found.values())


def _offers(href: str, anchor: LexborNode) -> bool:
    """Whether the link leads to a file: by its ending, by a download address, or by the file's name as its text."""
    ending = href.partition("#")[0].partition("?")[0].rpartition(".")[2].lower()
    if ending in _DOCUMENTS:
        return True
    if ending in _PICTURES:
        return anchor.css_first("img") is None
    if _DOWNLOAD.search(href):
        return True
    text = anchor.text()[-80:]
    name = _FILE_NAME.search(text) if "." in text else None
    return name is not None and name[1].lower() in _DOCUMENTS


def _name(anchor: LexborNode, target: Url | None) -> str:
    text = plain(anchor.text())
    if not text or cut_short(text):
        text = plain(anchor.attributes.get("title") or "") or text
    return text or (split(target).path.rpartition("/")[2] if target else "")
