from auditbot.net.http.identity import Identity, user_agent
from auditbot.settings import Reach
from auditbot.url import Url, split

PARTS = split(Url("http://www.a.example:8080/x"))


def test_the_agent_says_who_asks_and_whom_to_write_to() -> None:
    assert user_agent("").startswith("Mozilla/5.0 (compatible; auditbot")
    assert "; +mailto:a@b.example)" in user_agent("mailto:a@b.example")
    assert "Chrome" not in user_agent("x")


def test_a_contact_cannot_break_the_header() -> None:
    assert user_agent("a\r\nX: y(z)中").isprintable()
    assert "\n" not in user_agent("a\r\nX: y")
    assert len(user_agent("x" * 5000)) < 300


def test_fields_of_a_request() -> None:
    identity = Identity(Reach(headers=(("X-Token", "t"), ("user-agent", "own"))))
    plain = identity.fields(PARTS, "", as_browser=False, trusted=False)
    assert plain["Host"] == "www.a.example:8080"
    assert "X-Token" not in plain
    assert "Cookie" not in plain
    trusted = identity.fields(PARTS, "a=1", as_browser=True, trusted=True)
    assert trusted["X-Token"] == "t"
    assert trusted.getall("User-Agent") == ["own"]
    assert trusted["Cookie"] == "a=1"
    assert "Accept-Language" in trusted
    assert identity.secretive
