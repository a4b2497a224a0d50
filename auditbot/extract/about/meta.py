"""The State's page tags (国办发〔2017〕47号, annex): SiteName, ColumnName, ArticleTitle and so on."""

from selectolax.lexbor import LexborHTMLParser

NAMES = (
    "SiteName",
    "SiteDomain",
    "SiteIDCode",
    "ColumnName",
    "ColumnDescription",
    "ColumnKeywords",
    "ColumnType",
    "ArticleTitle",
    "PubDate",
    "ContentSource",
    "Keywords",
    "Author",
    "Description",
    "Image",
    "Url",
)
"""As the annex spells them; sites vary the case, and some write them into ``property``."""

_STANDARD = {name.lower(): name for name in NAMES}
_MADE = "maketime"
_GENERATED = "页面生成时间"
_LONGEST = 500
_MOST = 200

Tags = dict[str, str]
"""Lower-case name to value, of every named ``meta`` element; the first that is filled wins."""


def tags(tree: LexborHTMLParser) -> Tags:
    """Every named ``meta`` element of the page, blanks folded; empty values are kept: they tell something."""
    found: Tags = {}
    for node in tree.css("meta")[:_MOST]:
        written = node.attributes
        name = (written.get("name") or written.get("property") or "").strip().lower()
        if name and not found.get(name):
            found[name] = " ".join((written.get("content") or "")[: 4 * _LONGEST].split())[:_LONGEST]
    return found


def standard(found: Tags) -> tuple[tuple[str, str], ...]:
    """The State's tags among them, with the names of the annex."""
    return tuple((_STANDARD[name], value) for name, value in found.items() if name in _STANDARD)


def generated(found: Tags) -> str:
    """When the platform wrote the page out, which is not when the article was published."""
    others = found.get("others", "")
    if others.startswith(_GENERATED):
        return others.removeprefix(_GENERATED).strip(" :：")
    return found.get(_MADE, "")
