"""F01–F06: files that would hurt whoever opened them. Nobody does: of a file only the beginning is read."""

import io
import struct
import zipfile
import zlib

from auditbot.settings import MIB
from tests.hostile.case import Case
from tests.net.world import page

_ODD_NAMES = {
    "climbing": "../../../etc/passwd",
    "control letters": "a\x01b\x7f.txt",
    "device": "CON.txt",
    "right to left": "a\u202efdp.exe",
    "a thousand letters": "x" * 1000 + ".txt",
    "absolute": "/owned.txt",
}


def _archive(*members: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as held:
        for name, data in members:
            held.writestr(name, data)
    return made.getvalue()


_BOMB = _archive(("xl/worksheets/sheet1.xml", bytes(32 * MIB)))
_NESTED = _archive(("1.zip", _archive(("2.zip", _BOMB))))
_CROWD = _archive(*((f"{number}", b"") for number in range(20_000)))
_SLIP = _archive(("../../../tmp/owned", b"x"), ("/etc/owned", b"x"), ("C:\\owned", b"x"), ("NUL", b"x"))
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000) + b"VBA\0AutoOpen"
_SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>fetch("http://127.0.0.2/")</script></svg>'


def _pdf(objects: bytes) -> bytes:
    return b"%PDF-1.7\n" + objects + b"\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF"


_STREAM = zlib.compress(bytes(16 * MIB), 9)
_PDF_BOMB = _pdf(
    b"1 0 obj<</Filter/FlateDecode/Length %d>>stream\n" % len(_STREAM) + _STREAM + b"\nendstream endobj"
)
_PDF_LOOP = _pdf(b"1 0 obj<</Pages 1 0 R/Kids[1 0 R]/Count 1000000>>endobj\nxref\n0 1\n")
_PDF_SCRIPT = _pdf(b"1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert)>>/Encrypt 2 0 R>>endobj")
_OVERLAP = _BOMB + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 2, 2, 46, 0, 0)


def _file(
    case: str, what: str, path: str, body: bytes, kind: str = "application/octet-stream", *fields: str
) -> Case:
    return Case(case, what, page(body, *fields, kind=kind), path=path, remarks=())


CASES = (
    _file("F01", "sheet that is a bomb", "/x.xlsx", _BOMB),
    _file("F01", "archives in archives", "/x.zip", _NESTED),
    _file("F01", "twenty thousand entries", "/x.zip", _CROWD),
    _file("F01", "overlapping entries", "/x.docx", _OVERLAP),
    _file("F02", "names that climb", "/x.zip", _SLIP),
    _file("F03", "bomb", "/x.pdf", _PDF_BOMB, "application/pdf"),
    _file("F03", "loop", "/x.pdf", _PDF_LOOP, "application/pdf"),
    _file("F03", "script and password", "/x.pdf", _PDF_SCRIPT, "application/pdf"),
    _file("F04", "macros", "/x.doc", _OLE, "application/msword"),
    _file("F05", "picture with a script", "/x.svg", _SVG, "image/svg+xml"),
    *(
        _file(
            "F06",
            what,
            "/x.txt",
            b"text",
            "text/plain",
            f'Content-Disposition: attachment; filename="{name}"',
        )
        for what, name in _ODD_NAMES.items()
    ),
)
