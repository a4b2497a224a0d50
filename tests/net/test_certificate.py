from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from auditbot.net.secure import certificate

KEY = ec.generate_private_key(ec.SECP256R1())
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def der(
    *names: str, subject: str = "www.a.example", since: datetime = NOW, until: datetime = NOW + timedelta(90)
) -> bytes:
    def named(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text)] if text else [])

    built = (
        x509.CertificateBuilder()
        .subject_name(named(subject))
        .issuer_name(named("某某根证书"))
        .public_key(KEY.public_key())
        .serial_number(7)
        .not_valid_before(since)
        .not_valid_after(until)
    )
    if names:
        alternatives = x509.SubjectAlternativeName([x509.DNSName(name) for name in names])
        built = built.add_extension(alternatives, critical=False)
    return built.sign(KEY, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def test_names_and_days() -> None:
    read = certificate.read(der("www.a.example", "*.a.example"))
    assert read is not None
    assert read.names == ("www.a.example", "*.a.example")
    assert (read.subject, read.issuer) == ("www.a.example", "某某根证书")
    assert (read.since, read.until) == (NOW, NOW + timedelta(90))
    assert "valid 2026-11-22 to 2027-02-20" in str(read)


@pytest.mark.parametrize("year", [1950, 1999, 2049, 2050, 9999])
def test_years(year: int) -> None:
    read = certificate.read(
        der(since=datetime(1950, 1, 1, tzinfo=UTC), until=datetime(year, 12, 31, tzinfo=UTC))
    )
    assert read is not None
    assert read.until is not None
    assert read.until.year == year


def test_thousands_of_names_are_counted_and_not_shown() -> None:
    read = certificate.read(der(*(f"n{i}.a.example" for i in range(2000))))
    assert read is not None
    assert read.names_total == 2000
    assert len(str(read)) < 500


def test_without_any_name() -> None:
    read = certificate.read(der(subject=""))
    assert read is not None
    assert read.names == ()


@given(st.binary(max_size=300))
def test_rubbish_is_none_or_a_certificate(data: bytes) -> None:
    certificate.read(data)


GOOD = der("www.a.example")


@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255))
def test_a_damaged_certificate_never_raises(place: int, value: int) -> None:
    certificate.read(GOOD[:place] + bytes([value]) + GOOD[place + 1 :])
    certificate.read(GOOD[:place])


def test_an_absurdly_large_one_is_not_read() -> None:
    assert certificate.read(bytes(200_000)) is None
