"""What the references of a page lead to: plain ones are joined here, all others as the URL Standard has it.

Menus, feet and side lists repeat the same references on every page of a site, so what one leads to is
remembered, by what is written and from where, for all pages that one reader reads.
"""

import re

from auditbot.url import MAX_LENGTH, Reference, Url, origin, read

_MOST_KEPT = 8000
"""References that are remembered: menus, and the lists that page after page shows."""
_LONGEST_KEPT = 500
_PLAIN = re.compile(
    r"(?a)(?![^?#]*/\.)(?:/(?!/))?\w[\w.~/-]*(?:\?[\w.~/&=+,;:@%-]*)?(?:#(?P<fragment>[\w.~/&=-]*))?"
)
"""A reference within a site in which the standard changes nothing: no climbing by dots, no escapes."""

Kept = dict[tuple[str, str], Reference]
"""From where, and what is written there, to what it leads to."""


class Place:
    """From where the references of one page lead on. ``kept`` is shared by the pages of one reader."""

    def __init__(self, base: Url, encoding: str, kept: Kept) -> None:
        self._base = base
        # browsers write queries in UTF-8 on pages in UTF-16
        self._encoding = "utf-8" if encoding.startswith("utf") else encoding
        self._kept = kept
        path = base.partition("?")[0]
        self._origin = origin(base)
        self._parent = path[: path.rfind("/") + 1]
        self.site = f"{self._encoding} {self._origin}"
        self.folder = f"{self._encoding} {self._parent}"

    def scope(self, raw: str) -> str:
        """From where a reference written so leads to the same place; empty: from this page alone."""
        if raw.startswith("/"):
            return self.site
        if raw.startswith(("http://", "https://")):
            return self._encoding
        return "" if raw[:1] <= " " or raw[0] in "?#" or len(raw) > _LONGEST_KEPT else self.folder

    def read(self, raw: str) -> Reference:
        """What a reference means on this page."""
        scope = self.scope(raw)
        if not scope:
            return read(raw, self._base, self._encoding)
        found = self._kept.get((scope, raw))
        if found is None:
            found = self._joined(raw) or read(raw, self._base, self._encoding)
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[scope, raw] = found
        return found

    def _joined(self, raw: str) -> Reference | None:
        """What a plain reference means; ``None`` for others."""
        plain = _PLAIN.fullmatch(raw)
        if plain is None:
            return None
        address = (self._origin if raw[0] == "/" else self._parent) + raw
        fragment = plain["fragment"] or ""
        if plain["fragment"] is not None:
            address = address[: -len(fragment) - 1]
        return Reference(Url(address), None, fragment) if len(address) < MAX_LENGTH - 1 else None
