"""robots.txt: the rules of RFC 9309 as a table, and what holds for any file."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditbot.model.fetch import Fetch
from auditbot.net.http.client import Reply
from auditbot.net.polite.robots import Rules, read
from auditbot.settings import Limits
from auditbot.url import Url
from tests.properties.settings import MANY

HOST = "http://www.a.example"
LIMITS = Limits()


def rules(body: bytes) -> Rules:
    fetch = Fetch(Url(f"{HOST}/robots.txt"), datetime(2026, 11, 22, tzinfo=UTC), status=200)
    return read(Reply(fetch, body), LIMITS)


def allowed(text: str, path: str) -> bool | None:
    return rules(text.encode()).allowed(Url(f"{HOST}{path}"))


ALL = "User-agent: *\n"
TABLE = [
    # the longest match decides, and of equals the kinder one
    (f"{ALL}Disallow: /a\nAllow: /a/b", "/a/b/c", True),
    (f"{ALL}Allow: /a/b\nDisallow: /a", "/a/c", False),
    (f"{ALL}Allow: /a\nDisallow: /a", "/a", True),
    (f"{ALL}Disallow: /\nAllow: /$", "/", True),
    (f"{ALL}Disallow: /\nAllow: /$", "/x", False),
    # patterns
    (f"{ALL}Disallow: /*.php", "/x/y.php?z", False),
    (f"{ALL}Disallow: /*.php$", "/x.php?z", True),
    (f"{ALL}Disallow: /*.php$", "/x.php", False),
    (f"{ALL}Disallow: /a*b*c", "/aXbYc", False),
    (f"{ALL}Disallow: /a*b*c", "/aXcYb", True),
    (f"{ALL}Disallow: *", "/x", False),
    (f"{ALL}Disallow: /?", "/?x", False),
    (f"{ALL}Disallow: /?", "/x", True),
    # letters
    (f"{ALL}Disallow: /A", "/a", True),
    (f"{ALL}disallow: /a", "/a", False),
    (f"{ALL}DISALLOW:/a", "/a", False),
    (f"{ALL}Disallow : /a", "/a", False),
    (f"{ALL}Disallow: /政策", "/%E6%94%BF%E7%AD%96", False),
    (f"{ALL}Disallow: /%e6%94%bf", "/%E6%94%BF", False),
    # comments and blanks
    (f"{ALL}Disallow: /a # all of it", "/a", False),
    (f"# {ALL}Disallow: /a", "/a", True),
    (f"{ALL}\n\nDisallow: /a", "/a", False),
    (f"{ALL}Disallow:", "/a", True),
    (f"{ALL}Disallow: \t/a\t", "/a", False),
    # groups
    ("User-agent: auditbot\nDisallow: /a\n" + ALL + "Disallow: /", "/b", True),
    ("User-agent: AUDITBOT\nDisallow: /a\n" + ALL + "Disallow:", "/a", False),
    (ALL + "Disallow: /\nUser-agent: auditbot\nAllow: /", "/b", True),
    ("User-agent: auditbot\nUser-agent: other\nDisallow: /a", "/a", False),
    ("User-agent: auditbot\nDisallow: /a\n\nUser-agent: auditbot\nDisallow: /b", "/b", False),
    ("User-agent: audit\nDisallow: /a", "/a", True),
    ("User-agent: auditbotter\nDisallow: /a", "/a", True),
    ("Disallow: /a", "/a", True),
    (f"{ALL}Sitemap: http://x.example/s.xml\nDisallow: /a", "/a", False),
    (f"{ALL}Crawl-delay: 5\nDisallow: /a", "/a", False),
    (f"{ALL}Unknown: x\nDisallow: /a", "/a", False),
]


@pytest.mark.parametrize(("text", "path", "may"), TABLE)
def test_rules(text: str, path: str, may: bool) -> None:
    assert allowed(text, path) is may


LINES = st.one_of(
    st.text(max_size=40),
    st.builds(
        "{}: {}".format,
        st.sampled_from(
            ["User-agent", "Disallow", "Allow", "Crawl-delay", "Sitemap", "Request-rate", "Visit-time"]
        ),
        st.one_of(
            st.text(max_size=30),
            st.sampled_from(["*", "/", "/*$", "auditbot", "-5", "nan", "inf", "1e999", "9" * 400]),
        ),
    ),
)


@MANY
@given(
    st.one_of(
        st.binary(max_size=500),
        st.lists(LINES, max_size=30).map(lambda lines: "\n".join(lines).encode("utf-8", "replace")),
    )
)
def test_no_file_raises_and_all_is_bounded(body: bytes) -> None:
    found = rules(body)
    assert found.state in ("allowed", "none")
    assert found.allowed(Url(f"{HOST}/x?y=z")) in (True, False)
    assert 0 <= found.delay <= LIMITS.crawl_delay
    assert len(found.sitemaps) <= LIMITS.sitemaps
    assert all(url.startswith(("http://", "https://")) for url in found.sitemaps)
