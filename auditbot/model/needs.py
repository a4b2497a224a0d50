"""What a check must be given. The union over all checks of an audit decides what is collected."""

from enum import Flag, auto


class Needs(Flag):
    """Facts that are only gathered when some check asks for them."""

    NOTHING = 0
    DATES = auto()
    """Publication dates of pages and of list items."""
    LISTS = auto()
    """List items, paging and whether a list could be seen."""
    DOCUMENTS = auto()
    """Metadata tables, document numbers, and the policies a text names."""
    PHONES = auto()
    """Telephone numbers with what they belong to."""
    GUIDE = auto()
    """The parts of a disclosure guide."""
    TARGETS = auto()
    """Every link target outside the crawl is asked whether it answers."""
    RENDERING = auto()
    """A page whose list cannot be seen statically is opened in a browser."""
    FILES = auto()
    """What a guide says that is given only as a file."""
    ATTACHMENTS = auto()
    """What all documents say that the site's pages link to on its own hosts."""
    INTERPRETATIONS = auto()
    """The forms of interpretations, what they tell and who tells it."""
    CONSULTATIONS = auto()
    """Calls for opinions and what came of them."""
    LETTERS = auto()
    """Letters and questions of citizens with the days of asking and answering."""
    IDENTITY = auto()
    """What the foot of a page says of its site, and the marks it carries."""
    FORMS = auto()
    """Forms with fields for text."""
    SERVICES = auto()
    """The elements of service guides."""
    SAMPLES = auto()
    """Looks of the clock at the homepage, by which it judges even where the audit itself came to nothing."""
    COLUMNS = DATES | LISTS
    """The columns of the site with their items."""
