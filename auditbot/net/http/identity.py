"""What this program sends about itself with every request."""

from importlib.metadata import PackageNotFoundError, version

from multidict import CIMultiDict

from auditbot.settings import Reach
from auditbot.url import Parts, authority

_CODINGS = "gzip, deflate, br, zstd"
_PROGRAM = {"Accept": "*/*", "Accept-Encoding": _CODINGS}
_BROWSER = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
    "Accept-Encoding": _CODINGS,
    "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.8",
}
NAME = "auditbot"
"""The product token: in the User-Agent, and what robots.txt may call us."""
_CONTACT_LENGTH = 200


def user_agent(contact: str = "") -> str:
    """Name, version and whom to write to; never the name of a browser's own version."""
    try:
        product = f"{NAME}/{version(NAME)}"
    except PackageNotFoundError:
        product = NAME
    told = "".join(
        letter for letter in contact if letter.isascii() and letter.isprintable() and letter not in "()"
    )
    return f"Mozilla/5.0 (compatible; {product}{'; +' if told else ''}{told[:_CONTACT_LENGTH]})"


class Identity:
    """The header fields of requests."""

    def __init__(self, reach: Reach) -> None:
        agent = {"User-Agent": user_agent(reach.contact)}
        self._program = CIMultiDict(_PROGRAM | agent)
        self._browser = CIMultiDict(_BROWSER | agent)
        self._credentials = reach.headers

    def fields(self, parts: Parts, cookies: str, *, as_browser: bool, trusted: bool) -> CIMultiDict[str]:
        """The fields of one request; the operator's own go only where they are ``trusted``."""
        fields = (self._browser if as_browser else self._program).copy()
        fields["Host"] = authority(parts)
        if cookies:
            fields["Cookie"] = cookies
        for name, value in self._credentials if trusted else ():
            joined = name.lower() == "cookie" and cookies
            fields[name] = f"{value}; {cookies}" if joined else value
        return fields

    @property
    def secretive(self) -> bool:
        """Whether there is anything that only some may be told."""
        return bool(self._credentials)
