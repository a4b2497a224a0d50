"""A disclosure section on another site, as where a city keeps one platform for all its units."""

import re

from auditbot.check import Crawl, Target, Text
from auditbot.model.column import ColumnState
from auditbot.url import split
from checks.shared.columns import names_of, plain
from checks.shared.links import broken_class

_SECTION = re.compile(r"(?:本(?:局|委|办|单位|机关))?(?:政府)?信息公开(?:专栏|专区|平台|网|目录)?")
_LOOSELY = re.compile(rf"{_SECTION.pattern}|政务公开(?:专栏|平台|网)?")
"""What a menu calls the section where it leads away; a column of the site of the second name may be news."""
_LONGEST = 40


def section_elsewhere(crawl: Crawl) -> Text | None:
    """Why nothing can be said of what the section holds, if the site's menu leads to it on another site."""
    if any(
        _is_section(name) for column in crawl.columns() if _is_own(column.state) for name in names_of(column)
    ):
        return None
    target = next((one for one in crawl.targets() if _leads_away(one)), None)
    if target is None:
        return None
    host = split(target.url).host
    return Text(
        f"政府信息公开专栏在检查范围以外（{host}），没有查看",
        f"the disclosure section is outside of what was looked at ({host})",
    )


def _is_section(name: str) -> bool:
    return _SECTION.fullmatch(name) is not None


def _is_own(state: ColumnState) -> bool:
    return state not in (ColumnState.ELSEWHERE, ColumnState.UNREACHABLE)


def _leads_away(target: Target) -> bool:
    if target.internal or not {"a", "area"}.intersection(target.elements) or len(target.text) > _LONGEST:
        return False
    return _LOOSELY.fullmatch(plain(target.text)) is not None and not broken_class(target)
