"""How many pages in a row have sent their visitor on by themselves: by a refresh, or a script like it."""

from auditbot.crawl.archive import Archive, unpack
from auditbot.crawl.shapes import without_session
from auditbot.crawl.tools import FACTS

_REDIRECT = "redirect"


def refreshes_before(identity: int, archive: Archive, most: int) -> int:
    """Refreshes in a row that led to an address, by its id, as it was first found; counts up to ``most``.

    HTTP redirects in between neither count nor break the row.
    """
    count = 0
    for _ in range(2 * most):
        step = _step(identity, archive)
        if step is None or count == most:
            break
        identity, counts = step
        count += counts
    return count


def _step(identity: int, archive: Archive) -> tuple[int, int] | None:
    """The address before: by a redirect (0) or a refresh (1); ``None`` if a person had to click."""
    row = next(archive.rows("SELECT parent, element FROM url WHERE id = ?", (identity,)), None)
    if row is None or row[0] is None:
        return None
    before, element = row
    if element == _REDIRECT:
        return before, 0
    packed = next(archive.rows("SELECT facts FROM page WHERE id = ?", (before,)), None)
    refresh = FACTS.validate_json(unpack(packed[0])).refresh if packed else None
    return (before, 1) if refresh and archive.id_of(without_session(refresh)) == identity else None
