"""The files that a page offers, with the names a visitor reads."""

import re

from selectolax.lexbor import LexborNode

from auditbot.extract.document import Document
from auditbot.extract.outline import Outline
from auditbot.extract.words import cut_short, plain
from auditbot.model.page import Item, Region
from auditbot.url import Url, split

MOST = 100

_DOCUMENTS = frozenset(
    "doc docx xls xlsx ppt pptx pdf wps et dps ofd rtf txt csv zip rar 7z tar gz ceb epub mp3 mp4".split()
)
_PICTURES = frozenset("jpg jpeg png gif tif tiff".split())
_FILE_ENDING = re.compile(rf"\.(?:{'|'.join(sorted(_DOCUMENTS))})\b", re.IGNORECASE)
_FILE_NAME = re.compile(r"\.([A-Za-z0-9]{2,4})\s{0,4}(?:[（(【\[][^（()）【\]】]{0,20}[)）】\]])?\s{0,4}$")
_DOWNLOAD = re.compile(
    r"/(?:download|downfile|filedown|attach(?:ment)?)\b|[?&](?:filename|fileid|file_id|attachid)=",
    re.IGNORECASE,
)


def attachments(document: Document, outline: Outline) -> tuple[Item, ...]:
    """Files linked in the page's own part, in order, each once; by name where the address is lost."""
    found: dict[tuple[Url | None, str], Item] = {}
    names_files = _FILE_ENDING.search(outline.text) is not None
    for anchor, _ in outline.anchors:
        href = anchor.attributes.get("href") or ""
        if not (_leads_to_file(href, anchor) or (names_files and _is_file_name(anchor))):
            continue
        if document.regions.region_of(anchor) is not Region.BODY:
            continue
        target = document.resolve(href)
        name = _name(anchor, target)
        found.setdefault((target, "" if target else name), Item(name, target))
        if len(found) >= MOST:
            break
    return tuple(found.values())


def _leads_to_file(href: str, anchor: LexborNode) -> bool:
    """Whether the address is one of a file, by its ending, or a download address."""
    ending = href.partition("#")[0].partition("?")[0].rpartition(".")[2].lower()
    if ending in _DOCUMENTS:
        return True
    if ending in _PICTURES:
        return anchor.css_first("img") is None
    return _DOWNLOAD.search(href) is not None


def _is_file_name(anchor: LexborNode) -> bool:
    """Whether the text of the link is the name of a file."""
    name = _FILE_NAME.search(anchor.text()[-80:])
    return name is not None and name[1].lower() in _DOCUMENTS


def _name(anchor: LexborNode, target: Url | None) -> str:
    text = plain(anchor.text())
    if not text or cut_short(text):
        text = plain(anchor.attributes.get("title") or "") or text
    return text or (split(target).path.rpartition("/")[2] if target else "")
