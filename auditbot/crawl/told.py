"""What a page's facts say in columns of their own: whoever only lists pages need not unpack them."""

from auditbot.crawl.archive import pack
from auditbot.crawl.tools import FACTS
from auditbot.extract.personal.masking import Masking
from auditbot.model.page import ListState, PageFacts

Told = tuple[str, bool, str, str, str, str, bool, bytes]

COLUMNS = "kind, unseen, text_digest, title, published, published_source, dating, facts"
"""The columns in the order of ``told``."""


def told(facts: PageFacts, masking: Masking) -> Told:
    """The values of ``COLUMNS``, without the numbers of persons."""
    plain = FACTS.dump_json(facts)
    said = masking.of_json(plain)
    if said is not plain:
        facts = FACTS.validate_json(said)
    dated = facts.published
    return (
        facts.kind,
        bool(facts.unseen),
        facts.digest,
        facts.title,
        dated.value.isoformat() if dated else "",
        dated.source if dated else "",
        any(
            part.state is ListState.ITEMS and any(item.date for item in part.items) for part in facts.listings
        ),
        pack(said),
    )
