"""The marks that a government site must carry, and how each is told from the foot of a page."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from auditbot.check import Text
from auditbot.model.identity import Identity


class Element(StrEnum):
    """A mark that a page must carry."""

    ORGANISER = "organiser"
    CODE = "code"
    ICP = "icp"
    POLICE = "police"
    CONTACT = "contact"
    SITEMAP = "sitemap"
    MARK = "mark"


NAMES = {
    Element.ORGANISER: Text("主办单位", "the body that runs the site"),
    Element.CODE: Text("网站标识码", "the identification code"),
    Element.ICP: Text("ICP备案号", "the ICP registration"),
    Element.POLICE: Text("公安备案号", "the police registration"),
    Element.CONTACT: Text("联系方式", "a way to reach the site's staff"),
    Element.SITEMAP: Text("网站地图", "the site map"),
    Element.MARK: Text("党政机关网站标识", "the mark of a government site"),
}
INSIDE = (Element.ORGANISER, Element.CODE, Element.ICP, Element.POLICE, Element.MARK)
"""What inner pages are judged by; contact and site map are enough on the homepage."""

HAS: Mapping[Element, Callable[[Identity], bool]] = {
    Element.ORGANISER: lambda foot: bool(foot.organiser),
    Element.CODE: lambda foot: bool(foot.codes),
    Element.ICP: lambda foot: bool(foot.icp),
    Element.POLICE: lambda foot: bool(foot.police),
    Element.CONTACT: lambda foot: foot.contact,
    Element.MARK: lambda foot: foot.mark,
}
"""Whether a foot has the mark; the site map is a link and looked for among these."""
