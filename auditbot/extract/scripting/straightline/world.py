"""What a page's scripts share: variables, input fields, and what they have written so far."""

import re
from collections.abc import Callable, Iterable, Sequence

from auditbot.extract.scripting.straightline.cursor import Stop
from auditbot.extract.scripting.straightline.values import (
    FUNCTIONS,
    UNDEFINED,
    UNKNOWN,
    Field,
    Host,
    Value,
    text_of,
)

_HOSTS = frozenset(
    "document window self top parent globalThis location navigator screen history console alert Math JSON "
    "$ jQuery Date Number String setTimeout setInterval addEventListener parseInt parseFloat isNaN "
    "unescape escape decodeURI decodeURIComponent encodeURI encodeURIComponent".split()
)
"""Names of the browser and of jQuery: calling them changes no variable of a straight-line script."""

_WINDOW = re.compile(r"(?:(?:window|self|top|parent|globalThis)\.)+")
_WRITES = {"document.write": "", "document.writeln": "\n"}
_SENDS = frozenset({"location.replace", "location.assign"})
_LOCATIONS = frozenset({"location", "location.href", "document.location", "document.location.href"})
_RAW_TEXT = re.compile(r"(?i)<(/?)(script|style|textarea|title|xmp|iframe|noembed|noframes)(?=[\s/>])")


class World:
    """The state of one page. ``field`` looks up the value of an input element by its id.

    ``allowance`` bounds the characters that may be made in all; at its end everything stops.
    """

    def __init__(self, field: Callable[[str], str | None], allowance: int) -> None:
        self.field = field
        self.variables: dict[str, Value] = {}
        self.sent_to = ""
        """Where a script sends the visitor, as written."""
        self._written: list[str] = []
        self._allowance = allowance

    def lookup(self, name: str) -> Value:
        """The value of a variable, a thing of the browser, or ``UNKNOWN``."""
        known = self.variables.get(name, UNKNOWN)
        return Host(name) if known is UNKNOWN and name in _HOSTS else known

    def path(self, written: str) -> str:
        """A dotted name without ``window.`` before it."""
        return _WINDOW.sub("", written, count=1) if "." in written else written

    def store(self, target: str, value: Value) -> None:
        """Assign. Properties are not kept, except the address of the page."""
        name = self.path(target)
        if name in _LOCATIONS:
            if isinstance(value, str):
                self.sent_to = self.sent_to or value
        elif "." not in name:
            self.variables[name] = value

    def call(self, path: str, arguments: Sequence[Value]) -> Value:
        """Call a thing of the browser."""
        if path in _WRITES:
            for value in arguments:
                self.write(text_of(value))
            self.write(_WRITES[path])
            return UNDEFINED
        first = arguments[0] if arguments else UNKNOWN
        if not isinstance(first, str):
            return UNKNOWN
        if path == "document.getElementById":
            found = self.field(first)
            return None if found is None else Field(found)
        if path in _SENDS:
            self.store("location", first)
        return FUNCTIONS[path](first) if path in FUNCTIONS else UNKNOWN

    def forget(self, names: Iterable[str]) -> None:
        """What these variables hold is no longer known."""
        for name in names:
            self.variables[name] = UNKNOWN

    def calls_unknown(self, names: Iterable[str]) -> bool:
        """Whether one of these may be a function of the site."""
        keywords = ("if", "for", "while", "switch", "catch", "with", "return", "typeof")
        return any(name not in _HOSTS and name not in keywords for name in names)

    def spend(self, letters: int) -> None:
        """Count what is made. Raises Stop when the allowance is used up."""
        self._allowance -= letters
        if self._allowance < 0:
            raise Stop("allowance used up")

    def write(self, text: str | None) -> None:
        """Take what is written; ``None`` is something unknown, which must not stand inside a tag."""
        if text is None:
            whole = "".join(self._written)
            self.spend(len(whole))
            if _complete(whole) != whole:
                raise Stop("something unknown inside a tag")
        elif text:
            self.spend(len(text))
            self._written.append(text)

    def drain(self) -> str:
        """What was written since the last time, without a tag or a comment that is not complete."""
        whole = "".join(self._written)
        self._written.clear()
        return _complete(whole)


def _complete(markup: str) -> str:
    """The markup up to a tag, comment or script at its end that is left open."""
    comment = markup.rfind("<!--")
    if comment >= 0 and "-->" not in markup[comment:]:
        markup = markup[:comment]
    tag = markup.rfind("<")
    if tag > markup.rfind(">"):
        markup = markup[:tag]
    opened: re.Match[str] | None = None
    for raw in _RAW_TEXT.finditer(markup):
        if opened is None:
            opened = None if raw[1] else raw
        elif raw[1] and raw[2].lower() == opened[2].lower():
            opened = None
    return markup[: opened.start()] if opened else markup
