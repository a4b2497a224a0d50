"""Bot walls: answers that are meant to keep programs out, and say nothing about the page behind them."""

import re

STATUSES = frozenset({401, 403, 412, 429, 521})

LARGE_MARK = b"$_ts"
"""In the head of the only walls that are large pages."""
_WORDS = 600
"""A wall says no more than this to its visitor."""
_SILENT = 30
"""A page that only runs a script says no more than this."""

_LINKS = 10
"""A wall has no menu."""

_SCRIPTS = (
    ("$_ts=window['$_ts']", "ruishu"),
    ('$_ts=window["$_ts"]', "ruishu"),
    ("__jsl_clearance", "jiasule"),
    ("acw_sc__v2", "aliyun"),
    ("aliyun_waf", "aliyun"),
    ("_waf_bd8ce2ce37", "aliyun"),
    ("yunsuo_session", "yunsuo"),
    ("YunSuoAutoJump", "yunsuo"),
    ("WZWS_CONFIRM", "360"),
    ("wzws-waf-cgi", "360"),
    ("wzwschallenge", "360"),
    ("/cdn-cgi/challenge-platform/", "cloudflare"),
    ("_Incapsula_Resource", "imperva"),
    ("btwaf", "baota"),
    ("HWWAFSESID", "huawei"),
)
"""What the scripts of such pages hold. Real pages behind a wall hold them too: only silent pages count."""

_SAID = (
    ("访问被阻断", "aliyun"),
    ("您的请求被拦截", "waf"),
    ("您的访问被拦截", "waf"),
    ("访问已被拦截", "waf"),
    ("请求已被拦截", "waf"),
    ("请求存在威胁", "waf"),
    ("疑似黑客攻击", "chuangyu"),
    ("疑似攻击行为", "huawei"),
    ("创宇盾", "chuangyu"),
    ("加速乐", "jiasule"),
    ("安全狗", "safedog"),
    ("云锁", "yunsuo"),
    ("玄武盾", "dbapp"),
    ("雷池", "safeline"),
    ("SafeLine", "safeline"),
    ("360网站卫士", "360"),
    ("宝塔网站防火墙", "baota"),
    ("已被网站管理员设置拦截", "baota"),
    ("网站防火墙", "waf"),
    ("Web应用防火墙", "waf"),
    ("访问过于频繁", "rate"),
    ("请求过于频繁", "rate"),
    ("正在检查您的浏览器", "browser-check"),
    ("正在验证您的浏览器", "browser-check"),
    ("Just a moment...", "cloudflare"),
    ("Access Denied by WAF", "waf"),
    ("Request blocked", "waf"),
)
"""What walls say to a visitor, who may as well be a person."""

_RELOADS = re.compile(r"location\s*\.\s*(?:reload|replace|assign)\b|location(?:\s*\.\s*href)?\s*=[^=]")


def blocked(status: int, headers: tuple[tuple[str, str], ...], opening: str) -> str:
    """Why an answer is a bot wall, as an id; empty for everything else. A page with a log-in form is none.

    ``opening`` is the page as text, or so much of it that a page with anything to say has said it.
    """
    named = _script(opening) or _said(opening)
    if named:
        return named
    if any(name == "cf-mitigated" for name, _ in headers):
        return "cloudflare"
    return f"status-{status}" if status in STATUSES else ""


def _script(opening: str) -> str:
    """The wall whose script this is, if the page holds a script and says nothing."""
    named = next((name for mark, name in _SCRIPTS if mark in opening), "")
    if not named and "document.cookie" in opening and _RELOADS.search(opening):
        named = "cookie-script"
    return named if named and _is_bare(opening, _SILENT) else ""


def _said(opening: str) -> str:
    named = next((name for mark, name in _SAID if mark in opening), "")
    return named if named and _is_bare(opening, _WORDS) else ""


def _is_bare(markup: str, words: int) -> bool:
    """Whether a page has no more than so many letters, no menu and no frames, which would say the rest."""
    lower = markup.lower()
    if lower.count("<a ") > _LINKS or "<frameset" in lower:
        return False
    return len(visible(markup, words)) < words


def visible(markup: str, enough: int) -> str:
    """The text between the tags, blanks folded, without scripts and styles; stops when there is enough."""
    found: list[str] = []
    length = place = 0
    lower = markup.lower()
    while place < len(markup) and length < enough:
        opens = markup.find("<", place)
        opens = len(markup) if opens < 0 else opens
        words = " ".join(markup[place:opens].split())
        if words:
            found.append(words)
            length += len(words)
        place = _after_tag(lower, opens)
    return " ".join(found)


def _after_tag(lower: str, opens: int) -> int:
    """Where text goes on: after the tag, or after the whole of a script, style or comment."""
    for start, end in _HIDDEN:
        if lower.startswith(start, opens):
            closes = lower.find(end, opens)
            return len(lower) if closes < 0 else closes + len(end)
    closes = lower.find(">", opens)
    return len(lower) if closes < 0 else closes + 1


_HIDDEN = (("<script", "</script>"), ("<style", "</style>"), ("<noscript", "</noscript>"), ("<!--", "-->"))
