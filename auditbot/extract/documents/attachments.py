"""The files that a page offers, with the names a visitor reads."""

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import islice
from operator import itemgetter

from selectolax.lexbor import LexborNode

from auditbot.extract.text.words import cut_short, plain
from auditbot.extract.tree.document import Document
from auditbot.extract.tree.outline import Outline
from auditbot.model.page import Item, Region
from auditbot.url import Url, split

MOST = 100
_MOST_NAMES = 10_000
_MOST_ANCHORS = 20_000

_DOCUMENTS = frozenset(
    (
        "doc docx xls xlsx xlsm ppt pptx pdf wps et dps ofd rtf txt csv zip rar 7z tar gz ceb epub mp3 mp4"
    ).split()
)
_PICTURES = frozenset("jpg jpeg png gif tif tiff".split())
_PAGES = frozenset({"html", "htm", "shtml"})
_FILE_ENDING = re.compile(rf"\.(?:{'|'.join(sorted(_DOCUMENTS))})\b", re.IGNORECASE)
_DOWNLOADED = "download"
_LONGEST_ADDRESS = 4096
_FILE_NAME = re.compile(r"\.([A-Za-z0-9]{2,4})\s{0,4}(?:[（(【\[][^（()）【\]】]{0,20}[)）】\]])?\s{0,4}$")
_DOWNLOAD = re.compile(
    r"/(?:download(?:file|attach(?:ment)?)?|downfile|filedown|attach(?:ment)?)\b|[?&](?:filename|fileid|file_id|attachid)=",
    re.IGNORECASE,
)


def attachments(document: Document, outline: Outline) -> tuple[Item, ...]:
    """Files linked in the page's own part, in order, each once; by name where the address is lost."""
    found: dict[tuple[Url | None, str], Item] = {}
    named = _with_file_names(outline)
    for place, anchor in islice(outline.own_anchors(), _MOST_ANCHORS):
        href = anchor.attributes.get("href") or ""
        if not (_leads_to_file(href, anchor) or (place in named and _is_file_name(anchor))):
            continue
        if document.regions.region_of(anchor) is not Region.BODY:
            continue
        target = document.resolve(href)
        name = _name(anchor, target)
        found.setdefault((target, "" if target else name), Item(name, target))
        if len(found) >= MOST:
            break
    return tuple(found.values())


def _with_file_names(outline: Outline) -> set[int]:
    """The anchors, by their place among all, in which something like the name of a file is read."""
    names = islice(_FILE_ENDING.finditer(outline.text), _MOST_NAMES)
    return {bisect_right(outline.anchors, name.start(), key=itemgetter(1)) - 1 for name in names}


def _leads_to_file(href: str, anchor: LexborNode) -> bool:
    """Whether the address is one of a file, by its ending, or a download address."""
    ending = _ending(href) if len(href) <= _LONGEST_ADDRESS else ""
    if ending in _PICTURES:
        return anchor.css_first("img") is None
    return ending in _DOCUMENTS or ending == _DOWNLOADED


@lru_cache(maxsize=2048)
def _ending(href: str) -> str:
    """The ending of the file that an address names, or ``_DOWNLOADED``; empty if it names a page."""
    path = href.partition("#")[0].partition("?")[0]
    ending = path.rpartition(".")[2].lower()
    if ending in _DOCUMENTS or ending in _PICTURES:
        return ending
    if ending in _PAGES or path.endswith("/"):
        return ""
    return _DOWNLOADED if _DOWNLOAD.search(href) else ""


def _is_file_name(anchor: LexborNode) -> bool:
    """Whether the text of the link is the name of a file."""
    name = _FILE_NAME.search(anchor.text()[-80:])
    return name is not None and name[1].lower() in _DOCUMENTS


def _name(anchor: LexborNode, target: Url | None) -> str:
    text = plain(anchor.text())
    if not text or cut_short(text):
        text = plain(anchor.attributes.get("title") or "") or text
    return text or (split(target).path.rpartition("/")[2] if target else "")
