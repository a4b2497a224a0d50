"""OFD, the national format for documents of fixed layout. Source of the parts: GB/T 33190-2016, chapter 7."""

from posixpath import dirname, join, normpath

from auditbot.attachments.facts import Bounds, Found
from auditbot.attachments.package import Package
from auditbot.attachments.prose import Prose
from auditbot.attachments.xmlparts import Attributes, elements, parse, words

_TITLE = 300
_MOST_PAGES = 100_000


def read(package: Package, bounds: Bounds, found: Found) -> None:
    """Gather the pages and their text. Raises Spoiled where it was made to do harm, or is damaged."""
    found.title = words(package.read("OFD.xml"), "Title", _TITLE)
    root = words(package.read("OFD.xml"), "DocRoot", 200)
    if not root:
        found.damaged = True
        return
    pages = elements(package.read(_path("", root)), "Page", _MOST_PAGES)
    found.pages = len(pages)
    prose = Prose(bounds.text, bounds.reading)
    pictures = False
    try:
        for page in pages[: bounds.pages]:
            pictures |= _page(package, _path(dirname(root), page.get("BaseLoc", "")), prose)
    finally:
        found.text = str(prose)
        found.scanned = pictures and not found.text
        found.remarks |= prose.remarks
        if len(pages) > bounds.pages:
            found.remarks.add("pages-cut")


def _page(package: Package, name: str, prose: Prose) -> bool:
    """Add the text of one page; whether there are pictures on it."""
    inside = pictures = False

    def start(element: str, _: Attributes) -> None:
        nonlocal inside, pictures
        inside = element == "TextCode"
        pictures |= element == "ImageObject"

    def end(element: str) -> None:
        nonlocal inside
        if element == "TextObject":
            prose.add("\n")
        inside = False

    def text(part: str) -> None:
        if inside:
            prose.add(part)

    parse(package.read(name), start=start, end=end, text=text, enough=lambda: prose.full)
    return pictures


def _path(folder: str, name: str) -> str:
    """The member that a location means: absolute, or from the folder of the part that names it."""
    return normpath(name.lstrip("/") if name.startswith("/") else join(folder, name))
