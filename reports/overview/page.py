"""The overview as one HTML file: no script, no outside request; sites are linked to reports beside it."""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from types import MappingProxyType
from urllib.parse import quote

from auditbot.model.audit import Grade
from auditbot.model.text import Lang, Text
from auditbot.overview.marking import Approval, marking
from auditbot.overview.site import ENOUGH, Standing
from auditbot.overview.whole import Overview
from reports import moment
from reports.chart import Segment, bar
from reports.html import LANGUAGES, css_string, environment, policy
from reports.overview.ledger import lines, share, states
from reports.overview.ledger_texts import FIGURES as LEDGER_FIGURES
from reports.overview.ledger_texts import LEDGER
from reports.overview.order import ranked
from reports.overview.texts import FIGURES, OVERVIEW
from reports.terms import GRADES, term
from reports.texts import WORDS

PARTS = (
    "figures",
    "ledger",
    "grades",
    "unseen",
    "worst",
    "improved",
    "checks",
    "clauses",
    "units",
    "sites",
)
_SAY: Mapping[str, Text] = MappingProxyType({**WORDS, **OVERVIEW, **LEDGER})


def page(whole: Overview, lang: Lang, approved: Approval | None) -> Iterator[str]:
    """The file in pieces."""
    mark = marking(approved)
    style = _style(whole, mark.of(lang))
    engine = environment(lang, _SAY)
    engine.filters.update(place=place, change=change, counted=counted, day=_day)
    engine.filters.update(ledger_lines=lines, ledger_states=states, share=share)
    return engine.get_template("overview/overview.html").generate(
        whole=whole,
        sites=ranked(whole.fleet.sites),
        mark=mark,
        approved=approved,
        segments=_segments(whole),
        grades=(*Grade,),
        figure_words=FIGURES,
        ledger_words={name: title for name, (title, _) in LEDGER_FIGURES.items()},
        enough=ENOUGH,
        language=LANGUAGES[lang],
        parts=[part for part in PARTS if part != "ledger" or whole.fleet.ledger],
        folder="overview/",
        style=style,
        policy=policy(style),
    )


def place(site: Standing) -> str:
    """Where the report of a site lies, as a relative address that can be nothing else."""
    return f"./{quote(site.folder)}/report.html"


def change(points: float | None) -> Text:
    """A change of so many percentage points, in words."""
    if points is None:
        return OVERVIEW["no_trend"]
    size = f"{abs(points):.1f}".removesuffix(".0")
    if size == "0":
        return OVERVIEW["level"]
    return Text(*(words.format(n=size) for words in OVERVIEW["points_up" if points > 0 else "points_down"]))


def counted(before: int, now: int) -> Text:
    """A change from one number to another, in words, with its share where there is one."""
    if before == now:
        return OVERVIEW["level"]
    words = OVERVIEW["more" if now > before else "fewer"]
    said = Text(*(one.format(n=f"{abs(now - before):,}") for one in words))
    if not before:
        return said
    share = moment.percent(abs(now - before) / before)
    return Text(f"{said.zh}（{share}）", f"{said.en} ({share})")


def _day(site: Standing) -> str:
    return moment.minute(site.now.finished)[:10]


def _segments(whole: Overview) -> tuple[Segment, ...]:
    parts = [(term(GRADES, grade), whole.grades.get(grade, 0), str(grade)) for grade in Grade]
    missing = whole.registered - len(whole.fleet.sites)
    return bar([*parts, (OVERVIEW["not_inspected"], missing, "absent")])


def _style(whole: Overview, mark: str) -> str:
    """Both style sheets, with the mark and the day on the head of every printed page."""
    static = files("reports").joinpath("static")
    sheets = [static.joinpath(name).read_text(encoding="utf-8") for name in ("report.css", "overview.css")]
    day = css_string(moment.minute(whole.last)[:10] if whole.last else "")
    head = f"@top-left {{ content: {css_string(mark)}; font-weight: bold; }} @top-right {{ content: {day}; }}"
    return "".join(sheets) + f"@page {{ {head} }}\n"
