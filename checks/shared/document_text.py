"""What a document says: the text of its page, and of the files to which the page leaves it."""

from collections.abc import Sequence

from auditbot.check import Crawl, Text
from auditbot.model.attachment import AttachmentFacts
from auditbot.model.unseen import CUT
from auditbot.url import Url

_MOST = 400_000
_MOST_FILES = 10
_THIN = 200
"""A page with less text of its own leaves the document to a file or a picture."""
_UNREAD = Text("正文在附件中，附件未能读取", "the text is in a file that could not be read")
_UNSEEN = Text("页面过大，没有读完", "the page is too large and was not read to its end")
_CLOSED = Text("页面未能打开", "the page could not be opened")
_BARE = Text("页面没有文字，可能是图片", "the page has no text and may be a picture")


def read_text(url: Url, crawl: Crawl) -> tuple[str, Text | None]:
    """The text of a page with its files, or of a file; and why it is not all of it, if it is not."""
    page = crawl.page(url)
    if page is None:
        return _of_files([url], crawl) if crawl.file(url) else ("", _UNREAD if crawl.target(url) else _CLOSED)
    own = page.text[:_MOST]
    files = [item.target for item in page.facts.attachments[:_MOST_FILES]]
    told, why = _of_files(files, crawl)
    if page.facts.unseen == CUT:
        why = _UNSEEN
    elif not files and len(own) < _THIN:
        why = _BARE
    return f"{page.title}\n{own}\n{told}"[:_MOST], why


def _of_files(urls: Sequence[Url | None], crawl: Crawl) -> tuple[str, Text | None]:
    """The text of all files; one without an address is read as little as one that was not fetched."""
    texts, unread = [], False
    for url in urls:
        file = crawl.file(url) if url else None
        if isinstance(file, AttachmentFacts) and file.text and not file.unreadable:
            texts.append(file.text)
        else:
            unread = True
    return "\n".join(texts)[:_MOST], _UNREAD if unread else None
