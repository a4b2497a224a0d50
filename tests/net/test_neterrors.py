import pytest

from auditbot.model.fetch import Blame, FailureKind
from auditbot.net.browser.neterrors import net_failure


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("Page.goto: net::ERR_CERT_DATE_INVALID at https://www.test/", FailureKind.TLS_EXPIRED),
        ("net::ERR_CERT_AUTHORITY_INVALID", FailureKind.TLS_UNKNOWN_ISSUER),
        ("net::ERR_CERT_COMMON_NAME_INVALID", FailureKind.TLS_WRONG_HOST),
        ("net::ERR_CERT_WEAK_KEY", FailureKind.TLS_HANDSHAKE),
        ("net::ERR_SSL_VERSION_OR_CIPHER_MISMATCH", FailureKind.TLS_HANDSHAKE),
        ("net::ERR_EMPTY_RESPONSE", FailureKind.RESET),
        ("net::ERR_CONTENT_LENGTH_MISMATCH", FailureKind.TRUNCATED),
        ("net::ERR_TOO_MANY_REDIRECTS", FailureKind.REDIRECT_LOOP),
        ("net::ERR_ABORTED", FailureKind.SCOPE),
        ("Page.goto: Download is starting", FailureKind.SCOPE),
        ("net::ERR_UNHEARD_OF", FailureKind.LOCAL),
        ("something else", FailureKind.LOCAL),
    ],
)
def test_faults_are_translated(message: str, kind: FailureKind) -> None:
    assert net_failure(message).kind is kind


def test_what_is_not_known_is_not_the_sites_fault() -> None:
    assert net_failure("net::ERR_UNHEARD_OF").blame is Blame.US
