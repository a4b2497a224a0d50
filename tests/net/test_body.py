import gzip
import sys
import tracemalloc
import zlib

import brotli  # type: ignore[import-untyped]  # it is published without types
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditbot.model.fetch import FailureKind
from auditbot.net.http.body import Unpacker
from auditbot.settings import KIB, MIB, Limits

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

HTML = (
    "<!DOCTYPE html><html><title>政府信息公开指南</title><body>" + "<p>关于印发通知的公告</p>" * 200
).encode()


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


PACKED = {
    "gzip": gzip.compress(HTML),
    "x-gzip": gzip.compress(HTML),
    "deflate": zlib.compress(HTML),
    "br": brotli.compress(HTML),
    "zstd": zstd.compress(HTML),
}


def unpack(declared: str, data: bytes, chunk: int = 1000) -> tuple[bytes, Unpacker]:
    unpacker = Unpacker(declared, Limits())
    out = b"".join(b"".join(unpacker.feed(data[i : i + chunk])) for i in range(0, len(data), chunk))
    return out + b"".join(unpacker.finish()), unpacker


@pytest.mark.parametrize(("declared", "data"), PACKED.items())
@pytest.mark.parametrize("chunk", [1, 13, 100_000])
def test_codings(declared: str, data: bytes, chunk: int) -> None:
    body, unpacker = unpack(declared, data, chunk)
    assert body == HTML
    assert unpacker.failure is None
    assert not unpacker.remarks


@pytest.mark.parametrize(
    ("declared", "data", "remarks"),
    [
        ("deflate", raw_deflate(HTML), set()),
        ("", HTML, set()),
        ("identity", HTML, set()),
        ("GZIP", gzip.compress(HTML), set()),
        ("gzip, br", brotli.compress(gzip.compress(HTML)), set()),
        ("gzip, gzip", gzip.compress(gzip.compress(HTML)), set()),
        ("gzip, gzip", gzip.compress(HTML), {"coding-lie"}),
        ("gzip", HTML, {"coding-lie"}),
        ("br", HTML, {"coding-lie"}),
        ("deflate", HTML, {"coding-lie"}),
        ("zstd", HTML, {"coding-lie"}),
        ("br", gzip.compress(HTML), {"coding-lie"}),
        ("gzip", zlib.compress(HTML), {"coding-lie"}),
        ("gzip", zstd.compress(HTML), {"coding-lie"}),
        ("gzip", b"\x89PNG\r\n\x1a\n" + bytes(100), {"coding-lie"}),
        ("utf-8", HTML, {"unknown-coding"}),
        ("none", gzip.compress(HTML), {"unknown-coding"}),
        ("gzip", gzip.compress(HTML) * 3, set()),
        ("zstd", zstd.compress(HTML) * 3, set()),
        ("gzip", gzip.compress(HTML) + bytes(200), set()),
        ("gzip", gzip.compress(HTML) + b"rubbish", {"trailing-rubbish"}),
        ("zstd", zstd.compress(HTML) + b"rubbish", {"trailing-rubbish"}),
    ],
)
def test_lies_and_oddities(declared: str, data: bytes, remarks: set[str]) -> None:
    body, unpacker = unpack(declared, data)
    assert unpacker.failure is None
    assert body.startswith(HTML) or body == data
    assert unpacker.remarks == remarks


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_cut_stream_is_truncated(coding: str) -> None:
    body, unpacker = unpack(coding, PACKED[coding][:-9])
    assert unpacker.failure is not None
    assert unpacker.failure.kind is FailureKind.TRUNCATED
    assert HTML.startswith(body)


@pytest.mark.parametrize(
    ("declared", "data"),
    [
        ("gzip", gzip.compress(HTML)[:-8] + b"xxxxxxxx"),
        ("gzip", gzip.compress(HTML)[:20] + b"\xff" * 200),
        ("gzip, gzip, gzip", HTML),
        (", ".join(["gzip"] * 64), HTML),
        ("gzip", gzip.compress(b"") * 11_000),
    ],
)
def test_damage_and_long_chains_are_bad_codings(declared: str, data: bytes) -> None:
    _, unpacker = unpack(declared, data, 100_000)
    assert unpacker.failure is not None
    assert unpacker.failure.kind is FailureKind.BAD_CODING


@pytest.mark.parametrize("declared", ["gzip", "br", "deflate", "zstd", "gzip, br", ""])
def test_an_empty_body_is_whole(declared: str) -> None:
    body, unpacker = unpack(declared, b"")
    assert (body, unpacker.failure) == (b"", None)


@pytest.mark.parametrize("declared", ["gzip", "br", "deflate", "zstd"])
@pytest.mark.parametrize("text", [b"x", b"<p>", b"<html></html>", b"0" * 63])
def test_tiny_bodies(declared: str, text: bytes) -> None:
    packed = {"gzip": gzip.compress, "br": brotli.compress, "deflate": zlib.compress, "zstd": zstd.compress}
    assert unpack(declared, packed[declared](text))[0] == text


def zeros(coding: str, mebibytes: int) -> bytes:
    block = bytes(MIB)
    if coding == "br":
        packer = brotli.Compressor(quality=1)
        return b"".join([packer.process(block) for _ in range(mebibytes)] + [packer.finish()])
    if coding == "zstd":
        frame = zstd.ZstdCompressor(level=1)
        return b"".join([frame.compress(block) for _ in range(mebibytes)] + [frame.flush()])
    wbits = {"gzip": 31, "deflate": 15, "raw": -15, "double": 31}[coding]
    stream = zlib.compressobj(1, zlib.DEFLATED, wbits)
    packed = b"".join([stream.compress(block) for _ in range(mebibytes)] + [stream.flush()])
    return gzip.compress(packed) if coding == "double" else packed


@pytest.mark.parametrize("coding", ["gzip", "deflate", "raw", "br", "zstd", "double"])
def test_a_bomb_comes_out_in_small_steps(coding: str) -> None:
    data = zeros(coding, 64)
    unpacker = Unpacker({"raw": "deflate", "double": "gzip, gzip"}.get(coding, coding), Limits())
    tracemalloc.start()
    try:
        sizes = [
            len(piece)
            for start in range(0, len(data), 65536)
            for piece in unpacker.feed(data[start : start + 65536])
        ]
        sizes += [len(piece) for piece in unpacker.finish()]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert sum(sizes) == 64 * MIB
    assert max(sizes) <= 512 * KIB
    assert peak < 4 * MIB
    assert unpacker.failure is None


def test_dense_but_legal_content_is_fine() -> None:
    table = b"<tr><td>0</td></tr>" * 100_000
    assert unpack("gzip", gzip.compress(table), 65536)[0] == table


@given(
    st.sampled_from(["gzip", "deflate", "br", "zstd", "gzip, br", "x"]),
    st.binary(max_size=400),
    st.integers(1, 90),
)
def test_no_bytes_raise(declared: str, data: bytes, chunk: int) -> None:
    unpack(declared, data, chunk)


@given(st.binary(max_size=2000), st.integers(1, 700))
def test_whatever_was_packed_comes_back(data: bytes, chunk: int) -> None:
    for declared, packed in (
        ("gzip", gzip.compress(data)),
        ("zstd", zstd.compress(data)),
        ("deflate", zlib.compress(data)),
    ):
        body, unpacker = unpack(declared, packed, chunk)
        assert body == data
        assert unpacker.failure is None
