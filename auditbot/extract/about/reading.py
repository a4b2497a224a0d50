"""What the readers of a page share: its outline, tags, names and table, read once."""

from dataclasses import dataclass

from auditbot.extract.about.crumbs import crumbs
from auditbot.extract.about.meta import Tags, tags
from auditbot.extract.about.metadata import metadata
from auditbot.extract.about.own_number import own_number
from auditbot.extract.about.titles import Heading, Titles, titles
from auditbot.extract.text.words import key
from auditbot.extract.tree.document import Document
from auditbot.extract.tree.outline import Outline
from auditbot.model.page import Crumb, Metadata


@dataclass(frozen=True, slots=True)
class Reading:
    """One page as far as every question about it needs it."""

    document: Document
    outline: Outline
    tags: Tags
    steps: tuple[Crumb, ...]
    names: Titles
    table: Metadata | None
    number: str

    @property
    def heading(self) -> Heading | None:
        """The heading of the page's own content."""
        return self.names.heading

    @property
    def own_names(self) -> tuple[str, ...]:
        """What the page shows as its name besides the site's: breadcrumb, heading, ``<title>``."""
        heading = self.heading.text if self.heading else ""
        last = self.steps[-1].name if len(self.steps) > 1 else ""
        site = key(self.tags.get("sitename", ""))
        return tuple(name for name in (last, heading, self.names.head) if key(name) not in ("", site))


def reading(document: Document) -> Reading:
    """Read a page."""
    outline = Outline(document.tree, document.regions.repeated)
    found = tags(document.tree)
    steps = crumbs(document, outline)
    names = titles(document, outline, found, steps)
    table = metadata(outline)
    number = own_number(table, names.of_article(), names.heading, outline)
    return Reading(document, outline, found, steps, names, table, number)
