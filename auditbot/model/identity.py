"""What a page says of the site it belongs to: the words and marks of its foot."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Identity:
    """The marks of one page, as written; empty or false where the page has none."""

    organiser: str = ""
    """The words around 主办."""
    codes: tuple[str, ...] = ()
    """What stands after each 网站标识码; an empty text where nothing does."""
    icp: str = ""
    """The registration with the ministry (ICP备), whole where it is well formed."""
    police: str = ""
    """The registration with the police (公网安备), likewise."""
    contact: bool = False
    mark: bool = False
    """The mark of a government body (党政机关, issued by conac), or the script that draws it."""
    entry: bool = False
    """The way to 我为政府网站找错."""
    entry_codes: tuple[str, ...] = ()
    """The codes that the entry names."""
    scripted: bool = False
    """Script files stand in the foot that may write more than was read; on a page without foot, anywhere."""
    wordless: bool = False
    """A picture without words stands in the foot in a link that only a script could follow."""
    whole: bool = True
    """It is a page, not a piece that a script puts into one."""
    title_shown: bool = True
    """The title in the page's tags can be read on the page."""
    column_otherwise: str = ""
    """What the page itself calls its column, where the name in its tags can nowhere be read on it."""

    @property
    def bare(self) -> bool:
        """The page says nothing of its site in words."""
        return not (self.organiser or self.codes or self.icp or self.police)
