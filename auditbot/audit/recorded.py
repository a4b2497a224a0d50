"""What an archive says of its own audit: read back, and refused where it makes no sense."""

from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from auditbot.crawl.archive import Archive
from auditbot.crawl.trouble import damaged

T = TypeVar("T")


def recorded(archive: Archive, key: str, kind: "TypeAdapter[T]") -> T:
    """One entry of the archive's description. Raises StoreError where it is missing or unreadable."""
    try:
        return kind.validate_json(archive.meta(key))
    except ValidationError:
        raise damaged(archive.path, key) from None
