"""Words for the sites of a fleet, a line each; everything in them may come from a hostile page."""

from auditbot.fleet.ends import End, told
from auditbot.fleet.entry import Counts, Entry
from auditbot.model.outcome import Severity
from auditbot.model.text import Lang, Text
from reports.terms import GRADES, SEVERITIES

_WIDTH = 240


def name_of(entry: Entry) -> str:
    """The site's name, or its address."""
    return entry.site.name or entry.site.home


def line(entry: Entry, lang: Lang) -> str:
    """What became of a site, with its folder."""
    end = entry.end
    assert end, "it has ended"
    parts = [grade(end, lang), told(end).of(lang), _size(end, lang)]
    colon, comma = ("：", "；") if lang is Lang.ZH else (": ", "; ")
    said = plain(f"{name_of(entry)}{colon}{comma.join(part for part in parts if part)}")
    return f"{said} → {_printable(end.folder)}" if end.folder else said


def grade(end: End, lang: Lang) -> str:
    """The verdict and how many findings; empty where nothing was reported."""
    counts = [
        f"{SEVERITIES[severity].of(lang)} {end.failed[severity]}"
        for severity in Severity
        if end.failed.get(severity)
    ]
    return " ".join([*([GRADES[end.grade].of(lang)] if end.grade else []), *counts])


def counted(counts: Counts, lang: Lang) -> str:
    """How far the fleet is, in one line."""
    held = Text(f"（其中 {counts.held} 个等同一主机）", f" ({counts.held} for their host)").of(lang)
    return Text(
        f"网站 {counts.done + counts.failed + counts.cut}/{counts.sites} · 进行中 {counts.running}"
        f" · 等待 {counts.waiting}{held if counts.held else ''} · 出错 {counts.failed} · 页面 {counts.pages}",
        f"sites {counts.done + counts.failed + counts.cut}/{counts.sites} · running {counts.running}"
        f" · waiting {counts.waiting}{held if counts.held else ''} · failed {counts.failed}"
        f" · pages {counts.pages}",
    ).of(lang)


def clock(seconds: float) -> str:
    """Hours, minutes and seconds."""
    whole = int(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes}:{whole % 60:02d}"


def plain(text: str) -> str:
    """One printable line of bearable length."""
    shown = _printable(text)
    return shown if len(shown) <= _WIDTH else f"{shown[:_WIDTH]}…"


def _printable(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())


def _size(end: End, lang: Lang) -> str:
    return Text(f"{end.pages} 页，{clock(end.seconds)}", f"{end.pages} pages, {clock(end.seconds)}").of(lang)
