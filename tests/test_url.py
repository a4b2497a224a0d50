import pytest

from auditbot.url import (
    BadHref,
    Url,
    authority,
    extension,
    from_person,
    literal,
    origin,
    parse,
    read,
    readable,
    split,
)

BASE = Url("http://www.site.example/dir/page.html")


@pytest.mark.parametrize(
    ("raw", "url"),
    [
        ("a.html", "http://www.site.example/dir/a.html"),
        ("../a.html", "http://www.site.example/a.html"),
        ("/a.html", "http://www.site.example/a.html"),
        ("//other.example/x", "http://other.example/x"),
        ("?page=2", "http://www.site.example/dir/page.html?page=2"),
        ("..\\a\\b.html", "http://www.site.example/a/b.html"),
        ("http:\\\\other.example\\x", "http://other.example/x"),
        ("  a.html \n", "http://www.site.example/dir/a.html"),
        ("a\nb.html", "http://www.site.example/dir/ab.html"),
        ("a b.html", "http://www.site.example/dir/a%20b.html"),
        ("a%zz.html", "http://www.site.example/dir/a%zz.html"),
        ("a%2Fb.html", "http://www.site.example/dir/a%2Fb.html"),
        ("HTTP://OTHER.example:80/x", "http://other.example/x"),
        ("http:/x.html", "http://www.site.example/x.html"),
        ("http://user:secret@other.example/x", "http://other.example/x"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://１２７.０.０.１/", "http://127.0.0.1/"),
        ("/政策", "http://www.site.example/%E6%94%BF%E7%AD%96"),
        ("http://例子.example/", "http://xn--fsqu00a.example/"),
        ("http://xn--fsqu00a.example/", "http://xn--fsqu00a.example/"),
    ],
)
def test_references_resolve_as_in_browsers(raw: str, url: str) -> None:
    assert read(raw, BASE).url == url


@pytest.mark.parametrize(
    ("raw", "bad"),
    [
        ("", BadHref.EMPTY),
        ("   ", BadHref.EMPTY),
        ("javascript:void(0)", BadHref.SCRIPT),
        ("JavaScript:;", BadHref.SCRIPT),
        ("mailto:a@b.example", BadHref.CONTACT),
        ("tel:0519-86660000", BadHref.CONTACT),
        ("data:text/html,x", BadHref.DATA),
        ("blob:http://x", BadHref.DATA),
        ("about:blank", BadHref.DATA),
        ("ftp://files.example/x", BadHref.SCHEME),
        ("view-source:http://x.example", BadHref.SCHEME),
        ("file:///C:/x.doc", BadHref.LOCAL_FILE),
        ("C:\\Users\\x.doc", BadHref.LOCAL_FILE),
        ("\\\\server\\share\\x.doc", BadHref.LOCAL_FILE),
        ("{{url}}", BadHref.TEMPLATE),
        ("${item.url}", BadHref.TEMPLATE),
        ("<%=url%>", BadHref.TEMPLATE),
        ("http://[", BadHref.MALFORMED),
        ("http://host.example:99999/", BadHref.MALFORMED),
        ("http://a b/", BadHref.MALFORMED),
        ("http://x.example/\ud800", BadHref.MALFORMED),
        ("/" + "x" * 5000, BadHref.TOO_LONG),
    ],
)
def test_what_is_no_address_is_told_by_kind(raw: str, bad: BadHref) -> None:
    reference = read(raw, BASE)
    assert (reference.url, reference.bad) == (None, bad)


def test_the_ideographic_space_is_part_of_an_address_as_in_browsers() -> None:
    assert (
        read("\u3000http://x.example/", BASE).url == "http://www.site.example/dir/%E3%80%80http://x.example/"
    )


def test_fragments_are_kept_apart() -> None:
    assert read("a.html#top", BASE) == (Url("http://www.site.example/dir/a.html"), None, "top")
    assert read("#here", BASE) == (BASE, None, "here")


def test_the_query_is_written_in_the_encoding_of_the_page() -> None:
    assert read("?q=中文", BASE, "gb18030").url == f"{BASE}?q=%D6%D0%CE%C4"
    assert read("?q=中文", BASE).url == f"{BASE}?q=%E4%B8%AD%E6%96%87"


def test_taking_apart() -> None:
    parts = split(Url("https://[2001:db8::1]:8443/a/b?c=d"))
    assert parts == ("https", "2001:db8::1", 8443, "/a/b", "c=d")
    assert authority(parts) == "[2001:db8::1]:8443"
    assert origin(Url("http://x.example/a")) == "http://x.example"


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("www.x.example", "http://www.x.example/"),
        ("https://www.x.example", "https://www.x.example/"),
        ("127.0.0.1:8080/x", "http://127.0.0.1:8080/x"),
        ("localhost:8080", "http://localhost:8080/"),
        ("ftp://x.example", None),
        ("htp:/www.x.example", None),
        ("http:www.x.example", None),
        ("https:/www.x.example", None),
        ("https//www.x.example", None),
        ("mailto:a@x.example", None),
        ("", None),
    ],
)
def test_what_a_person_types(typed: str, url: str | None) -> None:
    assert from_person(typed) == url


def test_addresses_are_told_from_names() -> None:
    assert literal("127.0.0.1") is not None
    assert literal("::1") is not None
    assert literal("www.12345.example") is None
    assert literal("host1") is None


@pytest.mark.parametrize(
    ("url", "ending"),
    [("/a.PDF", "pdf"), ("/a.tar.gz", "gz"), ("/a/", ""), ("/a", ""), ("/.htaccess", ""), ("/v1.2/x", "")],
)
def test_extensions(url: str, ending: str) -> None:
    assert extension(Url(f"http://x.example{url}")) == ending


def test_readable_addresses_show_chinese_and_nothing_else_unescaped() -> None:
    url = parse("http://例子.example/政策 文件/%3Cscript%3E")
    assert url is not None
    assert readable(url) == "http://例子.example/政策%20文件/%3Cscript%3E"
    for odd in ("http://a.example/%E2%80%AEfdp.exe", "http://a.example/caf%C3%A9", "http://a.example/%FF%FE"):
        assert readable(odd) == odd
