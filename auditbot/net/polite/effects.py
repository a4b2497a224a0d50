"""Addresses that must not be asked for, because asking does more than reading.

Counters would falsify the figures of the site, actions would change something. What is plainly a page is
never meant here: 点击排行, a folder of statistics, the page of a poll.
"""

import re

from auditbot.url import Url, split

_COUNTER_HOSTS = re.compile(
    r"(?:^|\.)(?:cnzz\.com|51\.la|51yes\.com|hm\.baidu\.com|tongji\.baidu\.com|itsun\.com|miaozhen\.com"
    r"|google-analytics\.com|growingio\.com|webdissector\.com)$"
)
_COUNTER_PATHS = re.compile(
    r"/(?:module/)?visitcount/|/plus/count\.php$|/e/public/viewclick/|/stl/(?:actions/)?(?:add)?hits\b"
    r"|/news/click/|/system/resource/code/datainput\.jsp$|/hitcount/|/clickcount/|/cms/(?:pageview|hits)\b"
)
"""Counters of the content systems that government sites run on."""
_COUNTER = re.compile(
    r"(?:get|add|update|set|do|article|info|news|page|content|ajax|js)?_?"
    r"(?:count|counter|hits?|clicks?|clicktimes|vcount|pageviews?|pv|visits?|visitor|viewcount|readcount"
    r"|hitcount|hitscount|clickcount|clicknum|visitcount|viewtimes|readtimes|stat_?visit)"
)
_COUNTED = re.compile(r"(?:^|&)(?:[a-z_]*id|i_[a-z]+|docno|artno|key|url)=", re.IGNORECASE)
"""A parameter that says what is to be counted."""
_PROGRAMS = frozenset({"", "jsp", "jspx", "php", "asp", "aspx", "ashx", "do", "action", "cgi", "js"})

_LEAVE = frozenset(
    {"logout", "logoff", "signout", "signoff", "sign-out", "log-out", "log_out", "sign_out", "loginout"}
)
_VERB = r"(?:add|del|delete|remove|vote|like|unlike|praise|zan|digg|subscribe|unsubscribe|favou?rite|collect"
_ACTION_NAME = re.compile(
    r"(?:del|delete|remove|like|unlike|praise|zan|dianzan|digg|subscribe|unsubscribe|submit|save|insert)"
    rf"|(?:do|ajax|add|del|delete|remove|submit|save|update)[_-]?{_VERB}|comment|cart|message|item)"
)
"""The name of a program that changes something. Names that may as well be pages (vote, add) are not here."""
_ACTION_VALUE = re.compile(rf"{_VERB}|submit|save|insert|update|praise|dianzan)[_-]?[a-z]{{0,20}}")
_ACTION_KEY = re.compile(
    r"(?:^|&)(?:action|act|op|oper|operation|do|method|cmd|mod|ac|func)=([a-z_-]{1,40})(?=&|$)",
    re.IGNORECASE,
)


def has_effect(url: Url) -> str:
    """Why asking for an address would do more than read: ``counter``, ``log-out``, ``action``; else empty."""
    parts = split(url)
    path = parts.path.lower()
    if _COUNTER_HOSTS.search(parts.host) or _COUNTER_PATHS.search(path):
        return "counter"
    folder, _, segment = path.rstrip("/").rpartition("/")
    name, _, extension = segment.partition(".")
    if name in _LEAVE:
        return "log-out"
    if extension not in _PROGRAMS:
        return ""
    if name == "index":
        name = folder.rpartition("/")[2]
    if _COUNTER.fullmatch(name) and _COUNTED.search(parts.query):
        return "counter"
    if parts.query and _ACTION_NAME.fullmatch(name):
        return "action"
    return _named_action(parts.query.lower())


def _named_action(query: str) -> str:
    """What the parameter that names the action asks for."""
    for verb in _ACTION_KEY.findall(query):
        if verb in _LEAVE:
            return "log-out"
        if _ACTION_VALUE.fullmatch(verb):
            return "action"
        if _COUNTER.fullmatch(verb):
            return "counter"
    return ""
