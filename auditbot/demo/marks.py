"""The foot of each page of the town: its code, the mark of a government site, the way to 找错."""

from dataclasses import dataclass

from auditbot.demo.faults import planted
from auditbot.demo.parts import Column, Style

CODE = "3306990001"
_OTHER = "3306990002"
"""The code of a neighbour's site."""
_UNFILLED = "政府网站标识码"
_UNFILLED_ON = "liuxi"
_OTHER_ON = "bmdt"
_MARK = (
    "<script>document.write(unescape(\"%3Cspan id='_ideConac'%3E%3C/span%3E%3Cscript "
    "src='http://static.qinghe.example/js/conac.js'%3E%3C/script%3E\"));</script>"
)


@dataclass(frozen=True, slots=True)
class Foot:
    """The part of a foot that differs from page to page; ``entry`` is the code in the address of 找错."""

    code: str = CODE
    entry: str = CODE
    mark: str = _MARK


def foot(column: Column) -> Foot:
    """The foot of the pages of a column."""
    identity, entries = planted("site-identity", "home"), planted("find-error-entry", "home")
    unfilled = "code-empty" in identity and column.key == _UNFILLED_ON
    other = "wrong-code" in entries and column.key == _OTHER_ON
    hidden = "missing-inside" in identity and column.style is Style.HANWEB
    return Foot(
        _UNFILLED if unfilled else CODE,
        _OTHER if other else CODE,
        f"<!-- {_MARK} -->" if hidden else _MARK,
    )


def entry_codes() -> tuple[str, ...]:
    """All codes that ways to 找错 carry."""
    return (CODE, _OTHER)
