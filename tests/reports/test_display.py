from functools import partial

import pytest

from reports.display import address, cells, fitted, link, masked, shown, visible
from tests.growth import STEP, goes_with_size


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("https://user:pw@www.gov.example/a", "https://***@www.gov.example/a"),
        ("ftp://root@10.0.0.1/", "ftp://***@10.0.0.1/"),
        ("https://a.example/x?id=3&token=abc123#top", "https://a.example/x?id=3&token=***#top"),
        ("https://a.example/?ACCESS_TOKEN=q", "https://a.example/?ACCESS_TOKEN=***"),
        ("https://a.example/login?u=1;password=hunter2", "https://a.example/login?u=1;password=***"),
        ("https://a.example/?to=%2F%2Fb%2F%3Ftoken%3Dabc", "https://a.example/?to=%2F%2Fb%2F%3Ftoken%3D***"),
        ("https://a.example/#access_token=zzz&x=1", "https://a.example/#access_token=***&x=1"),
        ("https://a.example/?sid=1&key=2&id=3", "https://a.example/?sid=1&key=2&id=3"),
        ("联系 admin@a.example", "联系 admin@a.example"),
    ],
)  # fmt: skip
def test_secrets_in_addresses_are_masked(raw: str, safe: str) -> None:
    assert masked(raw) == safe
    assert masked(safe) == safe


@pytest.mark.parametrize("text", ["//" + ":" * 200_000, "//" * 100_000, "?token" * 50_000, "%3f" * 100_000])
def test_masking_takes_linear_time(text: str) -> None:
    small, large = (text * times for times in (1, STEP))
    assert goes_with_size(partial(masked, small), partial(masked, large))


def test_invisible_characters_are_written_out() -> None:
    assert visible("a\u202eb\u200bc\x1b[31m\x00") == "a‹U+202E›b‹U+200B›c‹U+001B›[31m‹U+0000›"
    assert visible("\ud800") == "‹U+D800›"
    assert visible("一行\r\n两行\t三") == "一行 两行 三"
    assert visible("〔2022〕81号　全角") == "〔2022〕81号　全角"


def test_a_secret_is_masked_before_the_text_is_cut() -> None:
    assert "pass" not in shown("https://user:password@host/", 16)


def test_addresses_are_read_in_chinese_and_shortened_in_the_middle() -> None:
    assert address("https://a.example/%E9%9D%92%E7%A6%BE.html") == "https://a.example/青禾.html"
    long = address("https://a.example/" + "x" * 4000 + "/end.html")
    assert len(long) == 72
    assert long.startswith("https://a.example/")
    assert long.endswith("/end.html")


def test_look_alike_hosts_stay_in_punycode() -> None:
    assert "xn--" in address("https://xn--80ak6aa92e.com/")
    assert address("https://xn--fiq228c.example/") == "https://中文.example/"


@pytest.mark.parametrize(
    "raw",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "//evil.example/",
        "http:/broken",
        "mailto:a@b.example",
        "",
        "vbscript:x",
        "http://",
        "减税降费",
        "img.qinghe.example",
        "https://a.example/" + "x" * 700,
    ],
)
def test_only_complete_web_addresses_become_links(raw: str) -> None:
    assert link(raw) is None


def test_links_carry_no_secret() -> None:
    assert link("https://u:p@a.example/?token=abc") == "https://a.example/?token=***"
    assert link('http://a.example/"><script>') == "http://a.example/%22%3E%3Cscript%3E"


def test_titles_keep_their_end_when_they_are_cut() -> None:
    title = "《关于进一步优化营商环境的实施意见》图解"
    assert cells("ab中") == 4
    assert fitted(title, 100) == title
    cut = fitted(title, 20)
    assert cells(cut) <= 20
    assert cut.endswith("》图解")
