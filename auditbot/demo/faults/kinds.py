"""What a planted fault and its healthy neighbour are, and how the town's builders ask for them."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from auditbot.model.framework import RequirementSpec


@dataclass(frozen=True, slots=True)
class Planted:
    """A fault of the town, as an audit must report it."""

    check: str
    message: str
    target: str
    """As the product names it: full address, host, zone, or name of a required column. Where two pages belong
    together (interpretation and policy), the page that must be mended."""
    class_: str = ""
    outcome: str = "failed"
    key: str = ""
    """Tells findings of one target apart: the part of a guide, the level of links, the other page …"""
    pages: int | None = None
    """How many pages of the portal carry it, for links."""
    why: str = ""


@dataclass(frozen=True, slots=True)
class LookAlike:
    """Something healthy that must not be reported by the check."""

    check: str
    target: str
    why: str


@dataclass(frozen=True, slots=True)
class Required:
    """A column that a notice could demand of the town, and how it fares."""

    name: str
    aliases: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    inside: str = ""
    """The column that it must stand in; empty: anywhere."""
    on_home: bool = False
    targets: tuple[str, ...] = ()
    """Hosts that it must lead to."""


@dataclass(frozen=True, slots=True)
class Group:
    """What is planted for some checks that belong together."""

    planted: tuple[Planted, ...]
    look_alikes: tuple[LookAlike, ...] = ()
    demands: tuple[RequirementSpec, ...] = ()
    """What the town's notice asks for, so that these checks run."""


def resolved(row: Planted, address: Callable[[str], str]) -> Planted:
    """The row with addresses in the place of keys."""

    def known(text: str) -> str:
        return address(text[1:]) if text.startswith("@") else text

    return replace(row, target=known(row.target), key=known(row.key))
