"""Which part of a page an element's name, class, id or role speaks for."""

import re
from enum import Enum
from functools import lru_cache

LONGEST_NAME = 200
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


class Claim(Enum):
    """What a name claims. The weak ones are worn by other things as well and need more proof."""

    MENU = "menu"
    BANNER = "banner"
    PATH = "path"
    FOOT = "foot"
    BOTTOM = "bottom"
    ASIDE = "aside"


_LANDMARKS = {"nav": Claim.MENU, "header": Claim.BANNER, "footer": Claim.FOOT, "aside": Claim.ASIDE}
_ROLES = {
    "navigation": Claim.MENU,
    "menu": Claim.MENU,
    "menubar": Claim.MENU,
    "banner": Claim.BANNER,
    "contentinfo": Claim.FOOT,
    "complementary": Claim.ASIDE,
}
_WORDS = {
    Claim.PATH: "crumb crumbs breadcrumb breadcrumbs bread dqwz szwz wzdh mbx location position curpos "
    "weizhi mianbaoxie dangqianweizhi currentposition curposition sitepath nowposition curlocation",
    Claim.FOOT: "foot footer copyright banquan yejiao dibu pagefoot pagefooter",
    Claim.BOTTOM: "bottom copy bot btm",
    Claim.MENU: "daohang navi menus navs",
    Claim.BANNER: "head header hd top tops topbar toper banner logo toolbar",
    Claim.ASIDE: "aside sidebar",
}
_CLAIMS = {word: claim for claim, words in _WORDS.items() for word in words.split()}
NEVER = frozenset(
    {"html", "body", "a", "img", "input", "select", "option", "script", "style", "link", "meta", "i"}
)
"""Elements that claim nothing."""


@lru_cache(maxsize=2048)
def claim_of(tag: str, role: str, names: str) -> Claim | None:
    """What an element claims to be, by its tag, its role, and its class and id (at most ``LONGEST_NAME``)."""
    if tag in NEVER:
        return None
    told = _LANDMARKS.get(tag) or _ROLES.get(role)
    if told:
        return told
    words = [word.lower() for word in _WORD.findall(names)]
    for word in words:
        if word.startswith(("nav", "menu")) or word.endswith(("nav", "menu")):
            return _CLAIMS.get(word, Claim.MENU) if word != "navigation" else Claim.PATH
    claims = {_CLAIMS[word] for word in words if word in _CLAIMS}
    return next((claim for claim in _WORDS if claim in claims), None)
