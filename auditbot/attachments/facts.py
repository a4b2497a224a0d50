"""What parent and child say to each other: what reading may cost, and what was found."""

from dataclasses import dataclass, field

from auditbot.model.attachment import Members, Sheet

OUT_OF_MEMORY = 3
"""How the child ends when a document takes more than it may."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one document may cost, and how much of it is kept."""

    seconds: float = 5.0
    """Of CPU; the wall clock may take four times as long, for the machine may be busy."""
    memory: int = 512 * 1024 * 1024
    """Address space of the child, in bytes, its own 100 MiB or so included."""
    text: int = 1024 * 1024
    """Characters."""
    pages: int = 500
    """Of which the text is read."""
    unpacked: int = 64 * 1024 * 1024
    """Bytes unpacked from one archive in all, whatever it says of itself."""
    directory: int = 4 * 1024 * 1024
    """Bytes of an archive's directory."""
    names: int = 200
    """Names of sheets or members that are kept, each of at most 200 characters."""

    @property
    def reading(self) -> float:
        """Seconds of CPU after which reading ends by itself, so that what is known by then can be told."""
        return self.seconds * 0.6


@dataclass(slots=True)
class Found:
    """What a reader in the child gathers; it becomes ``AttachmentFacts``."""

    title: str = ""
    pages: int | None = None
    text: str | None = None
    sheets: list[Sheet] = field(default_factory=list)
    members: Members | None = None
    encrypted: bool = False
    damaged: bool = False
    scanned: bool = False
    macros: bool = False
    remarks: set[str] = field(default_factory=set)
