"""What a page's own scripts would write, put in the place where it would appear.

Old platforms write menus, lists and dates by script. No script is run here: ``document.write`` is followed
through straight-line code, and records that are shipped inside a script are taken out of it. Every tag that
comes to stand in the page that way carries the attribute ``data-written``.
"""

import re
from collections.abc import Iterator
from itertools import islice

from auditbot.extract.scripting import datastore
from auditbot.extract.scripting.straightline.evaluate import run
from auditbot.extract.scripting.straightline.world import World
from auditbot.extract.text.markup import Script, attributes, scripts, with_attribute

WRITTEN = "data-written"
_WRITE = "document.write"
_GROWTH = 3
"""Written characters, for each one of the page."""
_EFFORT = 8
"""Characters that scripts may put together on the way, for each one of the page."""
_SHORT = 2000
_MOST_SCRIPTS = 5000
_SENDING_PAGE = 16 * 1024
"""A page that does nothing but send its visitor on is smaller."""

_INPUT = re.compile(r"<[iI][nN][pP][uU][tT](?=[\s/])([^>]{0,2000})>")
_SENDS = re.compile(r"location(?:\s*+\.\s*+\w*+)?\s*+(?:=|\(|/[*/])")
_JAVASCRIPT = re.compile(r"(?i)(?:(?:text|application)/)?(?:x-)?(?:java|ecma|j|live)script(?:[\d.]*|;.*)$")


def written(html: str) -> str:
    """The page with what its scripts would write after each of them. At most four times as long."""
    if _WRITE not in html and datastore.OPENING not in html:
        return html
    if datastore.is_answer(html):
        return _marked(datastore.records(html)) or html
    pieces: list[str] = []
    left, copied = _GROWTH * len(html), 0
    for script, output in _outputs(html):
        marked = _marked(output)
        left -= len(marked)
        if left < 0:
            break
        pieces += (html[copied : script.end], marked)
        copied = script.end
    pieces.append(html[copied:])
    return "".join(pieces)


def proxies(html: str) -> tuple[str, ...]:
    """Addresses, as written, that give the next records of a list that was shipped inside a script."""
    return datastore.proxies(html) if datastore.OPENING in html else ()


def sent_on(html: str) -> str:
    """Where a script sends the visitor as soon as the page is read, as written; empty if none does."""
    if len(html) > _SENDING_PAGE or not _SENDS.search(html):
        return ""
    found = [script for script in scripts(html) if _is_run(script)]
    while found and "location" not in found[-1].text:
        found.pop()
    world = _world(html)
    for script in found:
        run(script.text, world)
    return world.sent_to


def _outputs(html: str) -> Iterator[tuple[Script, str]]:
    world = _world(html)
    last = max(html.rfind(_WRITE), html.rfind(datastore.OPENING))
    for script in islice(scripts(html), _MOST_SCRIPTS):
        if script.start > last:
            return
        output = ""
        if not _is_run(script):
            output = datastore.records(script.text) if datastore.OPENING in script.text else ""
        elif _WRITE in script.text or _only_assigns(script.text):
            output = run(script.text, world)
        elif "=" in script.text:
            world.variables.clear()
        if output:
            yield script, output


def _only_assigns(script: str) -> bool:
    return "=" in script and len(script) <= _SHORT and "function" not in script


def _is_run(script: Script) -> bool:
    """Whether a browser would run the text of this element as it comes to it."""
    if not script.tag.strip():
        return True
    said = attributes(script.tag)
    kind = (said.get("type") or said.get("language") or "javascript").strip()
    return "src" not in said and _JAVASCRIPT.match(kind) is not None


def _world(html: str) -> World:
    return World(_Fields(html).value, _EFFORT * len(html))


class _Fields:
    """The input elements of a page by id; looked for when the first script asks."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._values: dict[str, str] | None = None

    def value(self, identity: str) -> str | None:
        """The value of an input element, or ``None`` if the page has none with this id."""
        if self._values is None:
            self._values = {}
            for match in _INPUT.finditer(self._html):
                said = attributes(match[1])
                self._values.setdefault(said.get("id", ""), said.get("value", ""))
        return self._values.get(identity)


def _marked(output: str) -> str:
    """Markup ready to stand in the page. Two half letters make one; alone they, and NUL, are none."""
    letters = output.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return with_attribute(letters.replace("\0", "\ufffd"), WRITTEN)
