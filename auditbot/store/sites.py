"""The sites of a store: put in, looked up, listed, taken out of service."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from auditbot.errors import StoreError
from auditbot.model.site import Site
from auditbot.model.text import Text
from auditbot.store.documents import read_document
from auditbot.store.schema import SiteRow, TagRow


@dataclass(frozen=True, slots=True)
class Planned:
    """What putting sites into a store comes to: their ids."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]


def planned(known: Mapping[str, Site], sites: Iterable[Site]) -> Planned:
    """What would be done with these sites. ``known``: those of the store by id."""
    given = tuple(sites)
    added = tuple(site.id for site in given if site.id not in known)
    same = tuple(site.id for site in given if known.get(site.id) == site)
    told = {*added, *same}
    changed = tuple(site.id for site in given if site.id not in told)
    return Planned(added, changed, same)


def put_sites(session: Session, sites: Iterable[Site], now: datetime) -> Planned:
    """Put each site in, in the place of the one with its id; one that was removed is back."""
    given = tuple(sites)
    done = planned(by_id(session), given)
    differs = {*done.added, *done.changed}
    for site in given:
        if site.id in differs:
            _put(session, site, now)
    return done


def _put(session: Session, site: Site, now: datetime) -> None:
    row = session.get(SiteRow, site.id)
    if row is None:
        row = SiteRow(id=site.id, added=now)
        session.add(row)
    row.home, row.name, row.code, row.unit = site.home, site.name, site.code, site.unit
    row.supervisor, row.kind = site.supervisor, site.kind
    row.document = site.model_dump_json(exclude_defaults=True)
    row.changed, row.removed = now, None
    session.flush()
    session.execute(delete(TagRow).where(TagRow.site_id == site.id))
    session.add_all(TagRow(site_id=site.id, tag=tag) for tag in dict.fromkeys(site.tags))


def find_site(session: Session, identity: str) -> Site | None:
    """The site with that id, if it is in service."""
    row = session.get(SiteRow, identity)
    return None if row is None or row.removed else _site(row)


def site_or_trouble(session: Session, identity: str) -> Site | Text | None:
    """The same, or why this version cannot read it: one such site is not to keep the others waiting."""
    try:
        return find_site(session, identity)
    except StoreError as error:
        return error.message


def list_sites(session: Session, *, tag: str = "", unit: str = "") -> tuple[Site, ...]:
    """The sites in service by id, of a tag and of a unit (主办单位 or 主管单位) where these are given."""
    wanted = select(SiteRow).where(SiteRow.removed.is_(None))
    if tag:
        wanted = wanted.join(TagRow, TagRow.site_id == SiteRow.id).where(TagRow.tag == tag)
    if unit:
        wanted = wanted.where(or_(SiteRow.unit == unit, SiteRow.supervisor == unit))
    return tuple(sorted(map(_site, session.scalars(wanted)), key=lambda site: site.id))


def by_id(session: Session) -> dict[str, Site]:
    """The sites in service by id."""
    return {site.id: site for site in list_sites(session)}


def remove_site(session: Session, identity: str, now: datetime) -> bool:
    """Take a site out of service; its history stays. Whether it was in service."""
    row = session.get(SiteRow, identity)
    if row is None or row.removed:
        return False
    row.removed = now
    return True


def _site(row: SiteRow) -> Site:
    return read_document(Site, row.document, row.id)
