"""H24–H31: packed bodies that burst, lie or break, and odd statuses."""

import gzip
import sys
import zlib

import brotli  # type: ignore[import-untyped]  # it is published without types

from auditbot.model.fetch import FailureKind, PageOutcome
from auditbot.settings import KIB, MIB
from tests.hostile.case import Case, healthy, markup
from tests.net.framing import packed
from tests.net.world import cut, moved, page

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_ZEROS = bytes(16 * MIB)
_PAGE = markup().encode()
_GZIP = gzip.compress(_PAGE)
_TABLE = markup("<table>" + "<tr><td>0</td></tr>" * 100_000 + "</table>").encode()
_SMALL = {"page_bytes": MIB}


def raw_deflate(data: bytes) -> bytes:
    """What some servers send as “deflate”: without the frame."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


BOMBS = {
    "gzip": gzip.compress(_ZEROS, 1),
    "deflate": zlib.compress(_ZEROS, 1),
    "br": brotli.compress(_ZEROS, quality=1),
    "zstd": zstd.compress(_ZEROS, 1),
}
_MEMBERS = gzip.compress(bytes(64 * KIB)) * 300
_REPAIRED = PageOutcome.BAD_ENCODING_OK

CASES = (
    *(
        Case("H24", f"{coding} bomb", cut(packed(coding, bomb)), FailureKind.TOO_LARGE, limits=_SMALL)
        for coding, bomb in BOMBS.items()
    ),
    Case(
        "H25",
        "bomb on a redirect",
        moved("/y", "Content-Encoding: gzip", body=BOMBS["gzip"]),
        paths={"/y": healthy()},
        limits={"page_bytes": 2 * KIB},
    ),
    Case(
        "H25",
        "bomb on an error",
        page(BOMBS["gzip"], "Content-Encoding: gzip", status="404 No"),
        FailureKind.STATUS,
        404,
    ),
    Case(
        "H26",
        "gzip in gzip",
        cut(packed("gzip, gzip", gzip.compress(BOMBS["gzip"]))),
        FailureKind.TOO_LARGE,
        limits=_SMALL,
    ),
    Case("H26", "sixty four codings", cut(packed(", ".join(["gzip"] * 64), _GZIP)), FailureKind.BAD_CODING),
    Case("H27", "many members", cut(packed("gzip", _MEMBERS)), FailureKind.TOO_LARGE, limits=_SMALL),
    Case(
        "H27", "many empty members", cut(packed("gzip", gzip.compress(b"") * 11_000)), FailureKind.BAD_CODING
    ),
    Case(
        "H28",
        "says gzip and is plain",
        healthy("", "Content-Encoding: gzip"),
        remarks=("coding-lie",),
        state=_REPAIRED,
    ),
    Case(
        "H28",
        "says br and is gzip",
        cut(packed("br", _GZIP)),
        body=_PAGE,
        remarks=("coding-lie",),
        state=_REPAIRED,
    ),
    Case("H28", "unknown coding", healthy("", "Content-Encoding: utf-8"), remarks=("unknown-coding",)),
    Case("H28", "raw deflate", cut(packed("deflate", raw_deflate(_PAGE))), body=_PAGE),
    Case("H29", "cut gzip", cut(packed("gzip", _GZIP[:-9])), FailureKind.TRUNCATED, requests=2),
    Case("H29", "wrong checksum", cut(packed("gzip", _GZIP[:-8] + b"xxxxxxxx")), FailureKind.BAD_CODING),
    Case(
        "H29",
        "rubbish after gzip",
        cut(packed("gzip", _GZIP + b"rubbish")),
        body=_PAGE,
        remarks=("trailing-rubbish",),
    ),
    Case("H30", "dense but legal table", cut(packed("gzip", gzip.compress(_TABLE))), body=_TABLE),
    Case("H31", "204 with a body", cut(b"HTTP/1.1 204 No\r\nContent-Length: 2\r\n\r\nhi"), body=b""),
    Case("H31", "304 unasked", page(status="304 Same"), FailureKind.STATUS, 304),
    Case("H31", "999", page(status="999 Odd"), FailureKind.STATUS, 999, remarks=("odd-status",)),
)
