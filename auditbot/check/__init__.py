"""The contract a check is written to.

A check sees pages (``visit``), may ask the network (``probe``), and draws its conclusions over everything
that was stored (``conclude``). It keeps nothing on ``self``: what it wants to remember it yields as a
``Note``, which is stored with the page in one transaction. So an audit can be killed at any moment and go
on, and an archive can be judged again without the network.
"""

from auditbot.check.contract import Check, CheckOptions, Context, Tally
from auditbot.check.seen import Answer, Crawl, File, N, Net, Note, Page, Target
from auditbot.model.needs import Needs
from auditbot.model.outcome import Outcome
from auditbot.model.text import About, Message, Text

__all__ = [
    "About",
    "Answer",
    "Check",
    "CheckOptions",
    "Context",
    "Crawl",
    "File",
    "Message",
    "N",
    "Needs",
    "Net",
    "Note",
    "Outcome",
    "Page",
    "Tally",
    "Target",
    "Text",
]
