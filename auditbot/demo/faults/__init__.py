"""What is planted in the town and what only looks like a fault: the tables from which the town is built.

A target or key that begins with ``@`` is the key of an article or column (``@home`` the homepage);
``resolved`` puts its address there. The builders ask ``planted`` what to do to a thing, so that tables and
town cannot differ.
"""

from auditbot.demo.faults import (
    columns,
    content,
    disclosure,
    documents,
    exchange,
    identity,
    interpretation,
    national,
    network,
    personal,
    presence,
    register,
    services,
)
from auditbot.demo.faults.columns import REQUIRED
from auditbot.demo.faults.kinds import Group, LookAlike, Planted, Required, resolved

__all__ = [
    "GROUPS",
    "LOOK_ALIKES",
    "PLANTED",
    "REQUIRED",
    "Group",
    "LookAlike",
    "Planted",
    "Required",
    "planted",
    "resolved",
]

GROUPS = (
    network.GROUP,
    identity.GROUP,
    columns.GROUP,
    disclosure.GROUP,
    interpretation.GROUP,
    national.GROUP,
    register.GROUP,
    personal.GROUP,
    content.GROUP,
    services.GROUP,
    presence.GROUP,
    exchange.GROUP,
    documents.GROUP,
)

PLANTED = tuple(row for group in GROUPS for row in group.planted)
"""All faults but those of links, which ``links.CARRIED`` holds."""

LOOK_ALIKES = tuple(row for group in GROUPS for row in group.look_alikes)
"""Healthy things beside the faults, but for those of links."""


def planted(check: str, key: str) -> frozenset[str]:
    """The messages that a check must give about an article or column."""
    return frozenset(row.message for row in PLANTED if row.check == check and row.target == f"@{key}")
