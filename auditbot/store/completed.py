"""A sheet of sites that came back: read within bounds, put onto what is known, every fault with its place."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter
from pydantic import ValidationError

from auditbot.errors import ConfigError
from auditbot.model.site import Site
from auditbot.model.text import Fault, Text
from auditbot.register.completed import printable
from auditbot.store.sheet import CONTACT_KEYS, FIELDS, HEADINGS, cells_of
from auditbot.url import Url, from_person
from auditbot.workbook import Cell, Sheet, as_read_back, read_sheets
from auditbot.yamlfile import told

MOST_SITES = 10_000
_MOST_FAULTS = 20
_HEAD_ROWS = 10
_NEEDED = "首页网址"
_ID = "编号"


@dataclass(frozen=True, slots=True)
class Completed:
    """The sites of a sheet. ``unknown``: headings that mean nothing here."""

    sites: tuple[Site, ...]
    unknown: tuple[str, ...]


def read_sites(path: Path, known: Mapping[str, Site], name_of: Callable[[Url], str]) -> Completed:
    """The sites of a sheet, put onto those that are ``known`` by id. Empty cells change nothing.

    ``name_of`` gives a new site its id where the sheet has none. Raises ConfigError that names sheet, row
    and cell of each fault.
    """
    for sheet in read_sheets(path):
        for number, row in enumerate(sheet.rows[:_HEAD_ROWS]):
            if _NEEDED in map(_heading, row):
                return _Reading(str(path), sheet, number, known, name_of).completed()
    names = "、".join(heading.title for heading in HEADINGS)
    raise ConfigError(
        Text(f"{path}：没有找到表头“{_NEEDED}”", f"{path}: no sheet has the heading {_NEEDED}"),
        Text(f"表头应为：{names}", f"headings: {names}"),
    )


def _heading(cell: Cell) -> str:
    return printable("".join(str(cell).split())) if cell is not None else ""


def _written(cell: Cell) -> str:
    """A cell as a person sees it: numbers without a trailing zero."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else "\n".join(str(cell).splitlines())


class _Reading:
    """One sheet under way."""

    def __init__(
        self, file: str, sheet: Sheet, head: int, known: Mapping[str, Site], name_of: Callable[[Url], str]
    ) -> None:
        self._file, self._sheet, self._head = file, sheet, head
        self._known, self._name_of = known, name_of
        self._by_home: dict[Url, list[str]] = defaultdict(list)
        for site in known.values():
            self._by_home[site.home].append(site.id)
        self._titles = [_heading(cell) for cell in sheet.rows[head]]
        self._faults: list[Text] = []

    def completed(self) -> Completed:
        """All rows, or ConfigError."""
        ours = {heading.title for heading in HEADINGS}
        repeated = sorted(
            {title for title in self._titles if title in ours and self._titles.count(title) > 1}
        )
        self._faults += [Text(f"表头“{name}”出现两次", f"heading {name} stands twice") for name in repeated]
        sites: dict[str, Site] = {}
        rows = [
            (number, row)
            for number, row in enumerate(self._sheet.rows[self._head + 1 :], self._head + 2)
            if any(cell is not None for cell in row)
        ]
        if len(rows) > MOST_SITES:
            self._faults.append(Text(f"超过 {MOST_SITES} 行", f"more than {MOST_SITES} rows"))
        for number, row in rows[:MOST_SITES]:
            site = self._site(number, {t: _written(c) for t, c in zip(self._titles, row, strict=False)})
            if site and site.id in sites:
                twice = printable(site.id)
                self._fault(number, _ID, Text(f"与前面的行重复：{twice}", f"stands twice: {twice}"))
            elif site:
                sites[site.id] = site
        if self._faults:
            raise self._refused()
        return Completed(
            tuple(sites.values()), tuple(title for title in self._titles if title and title not in ours)
        )

    def _site(self, number: int, cells: Mapping[str, str]) -> Site | None:
        """The site of one row, or nothing, with its faults noted."""
        faults = len(self._faults)
        identity = self._identity(number, cells)
        before = self._known.get(identity) if identity else None
        data: dict[str, Any] = before.model_dump() if before else {}
        was = cells_of(before) if before else {}
        for field in FIELDS:
            titles = [heading.title for heading in field.headings]
            given = tuple(cells.get(title) or as_read_back(was.get(title, "")) for title in titles)
            if not any(given) or given == tuple(as_read_back(was.get(title, "")) for title in titles):
                continue
            try:
                data[field.key] = field.value(given)
            except Fault as fault:
                self._fault(number, titles[0], fault.said)
        if identity:
            data["id"] = identity
        if len(self._faults) > faults:
            return None
        return self._validated(number, data)

    def _identity(self, number: int, cells: Mapping[str, str]) -> str:
        """The id that a row names, or that its homepage has or gets; empty where neither can be."""
        if cells.get(_ID):
            return cells[_ID]
        home = from_person(cells.get(_NEEDED, ""))
        if home is None:
            return ""
        ids = self._by_home.get(home, [])
        if len(ids) > 1:
            names = ", ".join(map(printable, sorted(ids)[:_MOST_FAULTS]))
            self._fault(number, _NEEDED, Text(f"{names} 都是这个首页，请填编号", f"give the id: {names}"))
        return ids[0] if ids else self._name_of(home)

    def _validated(self, number: int, data: dict[str, Any]) -> Site | None:
        if not data.get("home"):
            self._fault(number, _NEEDED, Text("不能为空", "must not be empty"))
            return None
        try:
            return Site.model_validate(data)
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                if "id" in data or fault["loc"] != ("id",):
                    self._fault(number, _title_of(fault["loc"]), told(fault))
            return None

    def _fault(self, number: int, title: str, said: Text) -> None:
        place = self._titles.index(title) if title in self._titles else 0
        cell = f"{get_column_letter(place + 1)}{number}"
        self._faults.append(
            Text(
                f"第 {number} 行“{title}”（{cell}）：{said.zh}", f"row {number}, {title} ({cell}): {said.en}"
            )
        )

    def _refused(self) -> ConfigError:
        shown = self._faults[:_MOST_FAULTS]
        more = len(self._faults) - len(shown)
        zh = "\n".join(f"  {fault.zh}" for fault in shown) + (f"\n  另有 {more} 处" if more else "")
        en = "\n".join(f"  {fault.en}" for fault in shown) + (f"\n  and {more} more" if more else "")
        name = printable(self._sheet.name)
        return ConfigError(
            Text(f"{self._file} 工作表“{name}”：\n{zh}", f"{self._file}, sheet {name}:\n{en}"),
            Text("改正后再读回；办公库没有改动", "correct them and import again; nothing was changed"),
        )


def _title_of(location: tuple[int | str, ...]) -> str:
    """The heading of the cell that a place in a site came from; the homepage's for the site as a whole."""
    for field in FIELDS:
        if location and field.key == location[0]:
            part = location[2] if field.key == "contacts" and len(location) > 2 else ""
            return field.headings[CONTACT_KEYS.index(str(part)) if part in CONTACT_KEYS else 0].title
    return _NEEDED
