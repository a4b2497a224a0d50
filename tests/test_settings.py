"""Every limit of the reliability specification stands in the settings with the default it names."""

from datetime import date

import pytest
from pydantic import ValidationError

from auditbot.model.outcome import Severity
from auditbot.model.text import Lang
from auditbot.settings import (
    GIB,
    KIB,
    MIB,
    ConnectTo,
    External,
    Limits,
    Links,
    Politeness,
    Reach,
    Render,
    Settings,
)

DEFAULTS = {
    "dns_seconds": 5,
    "connect_seconds": 5,
    "tls_seconds": 5,
    "first_byte_seconds": 10,
    "headers_seconds": 10,
    "slowest_rate": 1 * KIB,
    "slowest_window": 10,
    "total_seconds": 30,
    "page_bytes": 10 * MIB,
    "document_bytes": 25 * MIB,
    "codings": 2,
    "unpack_step": 256 * KIB,
    "headers": 128,
    "header_bytes": 64 * KIB,
    "url_length": 4096,
    "redirects": 10,
    "refreshes": 3,
    "addresses_tried": 4,
    "cookies": 50,
    "cookie_bytes": 4 * KIB,
    "links_per_page": 5000,
    "page_tags": 250_000,
    "depth": 20,
    "path_segments": 20,
    "segment_repeats": 2,
    "shape_urls": 200,
    "shape_urls_thinned": 400,
    "same_content": 30,
    "name_failures": 10,
    "pages": 20_000,
    "bytes": 2 * GIB,
    "seconds": 6 * 3600,
    "glance_addresses": 500,
    "robots_bytes": 512 * KIB,
    "robots_redirects": 5,
    "crawl_delay": 30,
    "sitemap_bytes": 50 * MIB,
    "sitemap_urls": 50_000,
    "sitemaps": 50,
    "sitemap_depth": 1,
    "tree_depth": 512,
    "parse_seconds": 3,
    "render_seconds": 30,
    "render_stall": 10,
    "render_memory": 512 * MIB,
    "popups": 1,
    "render_pages": 50,
    "render_restarts": 3,
    "retry_after": 120,
    "attachments": 300,
    "attachment_bytes": 512 * MIB,
    "conversion_seconds": 60,
    "conversion_memory": 4 * GIB,
    "attachment_seconds": 5,
    "attachment_memory": 512 * MIB,
    "attachment_unpacked": 64 * MIB,
    "disk_free": 500 * MIB,
}


@pytest.mark.parametrize("name", DEFAULTS)
def test_the_default_of_each_limit(name: str) -> None:
    assert getattr(Limits(), name) == DEFAULTS[name]


def test_no_limit_is_missing_here() -> None:
    ours = {"check_visit_seconds", "check_probe_seconds", "check_conclude_seconds"}
    assert set(Limits.model_fields) - ours == set(DEFAULTS)


@pytest.mark.parametrize("name", DEFAULTS)
def test_no_limit_can_be_negative(name: str) -> None:
    with pytest.raises(ValidationError):
        Limits.model_validate({name: -1})


def test_an_audit_is_gentle_by_default() -> None:
    settings = Settings(as_of=date(2026, 11, 20))
    assert settings.politeness == Politeness(rate=4, concurrency=4, external_rate=1, external_concurrency=1)
    assert not settings.politeness.ignore_robots
    assert settings.reach.allow == ()
    assert not settings.rendering.allow_no_sandbox
    assert settings.rendering.mode is Render.AUTO
    assert settings.links.external is External.CHECK
    assert (settings.lang, settings.frameworks, settings.fail_on) == (Lang.ZH, ("state",), Severity.MAJOR)


def test_what_is_misspelt_is_refused() -> None:
    with pytest.raises(ValidationError):
        Limits.model_validate({"page": 3})


def test_settings_survive_being_stored() -> None:
    settings = Settings(
        as_of=date(2026, 11, 20),
        fail_on=None,
        limits=Limits(pages=7),
        links=Links(confirm_pause=0),
        reach=Reach.model_validate(
            {
                "allow": ["127.0.0.0/8", "::1/128"],
                "connect_to": [ConnectTo.parse("a.example:80:[::1]:8080")],
                "dns_server": ("::1", 53),
                "headers": [("X-A", "b")],
            }
        ),
    )
    assert Settings.model_validate_json(settings.model_dump_json()) == settings


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a.example:80:127.0.0.1:8080", ("a.example", 80, "127.0.0.1", 8080)),
        ("A.Example:80:B.Example:8080", ("a.example", 80, "B.Example", 8080)),
        ("[2001:db8::1]:443:[::1]:8443", ("2001:db8::1", 443, "::1", 8443)),
        ("::127.0.0.1:", ("", 0, "127.0.0.1", 0)),
        ("a.example:80::8080", ("a.example", 80, "", 8080)),
    ],
)
def test_where_to_connect(text: str, parts: tuple[str, int, str, int]) -> None:
    one = ConnectTo.parse(text)
    assert (one.host, one.port, one.to_host, one.to_port) == parts
    assert ConnectTo.parse(str(one)) == one


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "a:80",
        "a:80:b",
        "a:x:b:1",
        "a:80:b:99999",
        "a:80:b:-1",
        "a:80:b:1:c",
        "[::1:80:b:1",
        "a:80:::1:80",
    ],
)
def test_what_cannot_be_read_as_a_place_to_connect(text: str) -> None:
    with pytest.raises(ValueError, match=r"HOST:PORT|parts|port|literal"):
        ConnectTo.parse(text)


@pytest.mark.parametrize("text", ["127.0.0.1/8", "10.0.0.0/33", "localhost", ""])
def test_networks_are_exact(text: str) -> None:
    with pytest.raises(ValidationError):
        Reach.model_validate({"allow": [text]})
