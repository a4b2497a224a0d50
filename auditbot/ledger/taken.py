"""A sheet that came back, merged: what only they changed is taken, conflicts are told and kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as fielded
from datetime import date, datetime, time
from typing import Any

from sqlalchemy.orm import Session

from auditbot.ledger.deadline import WORKDAYS, due_after
from auditbot.ledger.entries import events_of
from auditbot.ledger.layout import FIELDS
from auditbot.ledger.merge import Side, side, values_at
from auditbot.ledger.moves import OWING, Move, move_to, refusal
from auditbot.ledger.proof import local_day
from auditbot.ledger.returned import Returned
from auditbot.ledger.words import STATES
from auditbot.ledger.writing import Act, changed, moved, noted, values_of
from auditbot.model.text import Text
from auditbot.model.zone import CHINA
from auditbot.store.schema import FindingRow
from auditbot.store.schema_ledger import LedgerRow, LedgerState
from auditbot.workbook import as_read_back

_REFUSED = "refused"
_TITLES = {field: title for title, field in FIELDS.items()}
_CLAIMING = (LedgerState.REPORTED, LedgerState.RECHECK)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something of a row that was not taken, and why."""

    number: int
    key: int
    said: Text


@dataclass(frozen=True, slots=True)
class Altered:
    """An entry that changed: by heading, what stood there and what stands there now."""

    number: int
    key: int
    cells: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Taken:
    """What a sheet came to."""

    changed: int
    same: int
    remarks: tuple[Remark, ...]
    altered: tuple[Altered, ...] = fielded(default=(), compare=False)


def take(session: Session, rows: Iterable[Returned], act: Act) -> Taken:
    """Merge a sheet. What both sides changed stays as it is here; theirs is kept in the entry's history."""
    same = 0
    altered: list[Altered] = []
    remarks: list[Remark] = []
    for returned in rows:
        row = _entry_of(session, returned)
        if row is None:
            said = Text("台账里没有这一条，未读入", "not in this ledger; it was not taken")
            remarks.append(Remark(returned.number, returned.key, said))
            continue
        merging = _Merging(session, row, returned, act)
        if merging.merge():
            altered.append(Altered(returned.number, row.key, merging.altered()))
        else:
            same += 1
        remarks += (Remark(returned.number, row.key, said) for said in merging.told)
    return Taken(len(altered), same, tuple(remarks), tuple(altered))


def _entry_of(session: Session, returned: Returned) -> LedgerRow | None:
    """The entry a row was drawn from, if it was drawn from this store."""
    row = session.get(LedgerRow, returned.key, with_for_update=True)
    if row is None or returned.version > row.version:
        return None
    return row if session.get_one(FindingRow, row.finding_key).id == returned.finding else None


class _Merging:
    """One row and its entry."""

    def __init__(self, session: Session, row: LedgerRow, returned: Returned, act: Act) -> None:
        self._session, self._row, self._returned, self._act = session, row, returned, act
        self.told: list[Text] = []
        current = values_of(row)
        events = events_of(session, row.key) if row.version > returned.version else ()
        self._ours = _cells(current)
        self._base = _cells(values_at(current, (event.data for event in events), returned.version))

    def merge(self) -> bool:
        """Take what is to be taken; gives whether the entry changed."""
        theirs = {field: text for field, text in self._returned.cells.items() if self._counts(field, text)}
        state = self._state(theirs)
        values = {
            field: date.fromisoformat(text) if field == "due" else text
            for field, text in theirs.items()
            if field in ("unit", "person", "due", "note")
        }
        values |= self._claimed(theirs, state)
        if state is None:
            if values:
                changed(self._session, self._row, "edit", self._act, **values)
            return bool(values)
        move = move_to(state)
        assert move is not None
        if move is Move.ASSIGN and not values.get("due") and not self._row.due:
            values["due"] = due_after(local_day(self._act.at), WORKDAYS).day
        moved(self._session, self._row, move, self._said(theirs), **values)
        return True

    def altered(self) -> dict[str, tuple[str, str]]:
        """What differs now, by heading."""
        now = _cells(values_of(self._row))
        return {
            title: (_shown(name, self._ours[name]), _shown(name, now[name]))
            for title, name in FIELDS.items()
            if now[name] != self._ours[name]
        }

    def _counts(self, field: str, text: str) -> bool:
        verdict = side(self._base[field], self._ours[field], text)
        if verdict is Side.CONFLICT:
            self._refuse(field, text, self._conflict(field, text))
        return verdict is Side.THEIRS

    def _conflict(self, field: str, text: str) -> Text:
        base, ours, theirs = (_shown(field, one) for one in (self._base[field], self._ours[field], text))
        return Text(
            f"两边都改过：原为“{base}”，台账现为“{ours}”，表中为“{theirs}”",
            f"both sides changed it: was “{base}”, is “{ours}” in the ledger, “{theirs}” in the sheet",
        )

    def _state(self, theirs: Mapping[str, str]) -> LedgerState | None:
        """The state it goes to, if it goes anywhere. A day of mending is a claim that it is mended."""
        named = theirs.get("state")
        implied = "mended" in theirs and self._row.state in OWING
        state = LedgerState(named) if named else LedgerState.REPORTED if implied else None
        if state is None:
            return None
        note = theirs.get("note") or self._returned.cells.get("note", "")
        why = refusal(state, self._row.state, note)
        if why:
            self._refuse("state", state.value, why)
        return None if why else state

    def _claimed(self, theirs: Mapping[str, str], state: LedgerState | None) -> dict[str, Any]:
        """When it was mended, as they say: the end of that day, but not later than now."""
        if "mended" not in theirs:
            return {}
        day = date.fromisoformat(theirs["mended"])
        if (state or self._row.state) not in _CLAIMING:
            said = Text("状态不是“已反馈”，整改时间未采用", "not taken: the state is not 已反馈")
            self._refuse("mended", theirs["mended"], said)
            return {}
        if day > local_day(self._act.at):
            self._refuse("mended", theirs["mended"], Text("日期还没有到", "that day has not come yet"))
            return {}
        return {"claimed": min(datetime.combine(day, time(23, 59, 59), CHINA), self._act.at)}

    def _said(self, theirs: Mapping[str, str]) -> Act:
        note = theirs.get("note") or self._returned.cells.get("note", "")
        return Act(self._act.person, self._act.at, note)

    def _refuse(self, field: str, text: str, why: Text) -> None:
        """Tell that a cell is not taken, and keep it; the same sheet taken again keeps it once."""
        title = _TITLES[field]
        self.told.append(Text(f"“{title}”：{why.zh}", f"{title}: {why.en}"))
        data = {"field": field, "theirs": text, "ours": self._ours[field], "drawn": self._returned.version}
        if any(event.data == data for event in events_of(self._session, self._row.key)):
            return
        act = Act(self._act.person, self._act.at, f"{title}：{_shown(field, text)}")
        noted(self._session, self._row, _REFUSED, act, data)


def _cells(values: Mapping[str, Any]) -> dict[str, str]:
    """The values of an entry as a sheet gives them back."""
    claimed = values["claimed"]
    return {
        "unit": as_read_back(values["unit"]),
        "person": as_read_back(values["person"]),
        "due": values["due"] or "",
        "note": as_read_back(values["note"]),
        "mended": local_day(datetime.fromisoformat(claimed)).isoformat() if claimed else "",
        "state": values["state"],
    }


def _shown(field: str, text: str) -> str:
    return STATES[LedgerState(text)].zh if field == "state" else text
