"""A site whose homepage holds some links, and what the check of links says of them."""

from auditbot.model.fetch import Failure, FailureKind
from auditbot.model.outcome import Outcome
from auditbot.testing import Answered, MemorySite, Pages
from checks.broken_links import BrokenLinks
from tests.checks.sites import NO_MORE, home, page

OTHER = "http://other.example/"
OUT = f"{OTHER}a/b.html"
OPENS = Answered("<html><title>某某</title><body>内容</body></html>")


def site(body: str, *, more: Pages = NO_MORE) -> MemorySite:
    about = page("关于我们", "<p>关于我们的说明。</p>" * 9)
    return MemorySite({"/": home(body), "/about/": about, **more})


def link(to: str, text: str = "某个页面") -> str:
    return f'<p><a href="{to}">{text}</a></p>'


def told(made: MemorySite, **options: bool) -> list[tuple[str, str, Outcome]]:
    found = made.findings(BrokenLinks, **options)
    return sorted((one.message_id, one.class_ or "", one.outcome) for one in found)


def failing(kind: FailureKind, status: int | None = None) -> Answered:
    return Answered(failure=Failure(kind, "", status))


def broken(class_: str) -> list[tuple[str, str, Outcome]]:
    return [("broken", class_, Outcome.FAILED)]
