"""Files of the town that are not pages: small documents and pictures, made when they are needed."""

import struct
import zlib
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_TYPES = (
    f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    f'{_XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="word/document.xml"/></Relationships>'
)
_LONG_AGO = (2020, 1, 1, 0, 0, 0)


def docx(*paragraphs: str) -> bytes:
    """A Word document with these paragraphs; the same bytes every time."""
    texts = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in paragraphs)
    document = f'{_XML}<w:document xmlns:w="{_WORD}"><w:body>{texts}</w:body></w:document>'
    parts = {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": document}
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(ZipInfo(name, _LONG_AGO), text)
    return packed.getvalue()


def pdf(text: str) -> bytes:
    """A PDF of one page with a line of text, in a Chinese font that readers have."""
    content = f"BT /F1 14 Tf 48 720 Td <{text.encode('utf-16-be').hex()}> Tj ET"
    font = "/BaseFont/STSong-Light"
    system = "<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
    shape = "/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        f"<</Type/Font/Subtype/Type0{font}/Encoding/UniGB-UTF16-H/DescendantFonts[6 0 R]>>",
        f"<</Type/Font/Subtype/CIDFontType0{font}/FontDescriptor 7 0 R/CIDSystemInfo{system}>>",
        f"<</Type/FontDescriptor/FontName/STSong-Light{shape}>>",
    )
    written = "%PDF-1.4\n"
    offsets = []
    for serial, body in enumerate(objects, 1):
        offsets.append(len(written))
        written += f"{serial} 0 obj{body}endobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    start = len(written)
    written += (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    )
    return written.encode("latin-1")


def png(width: int, height: int, shade: tuple[int, int, int]) -> bytes:
    """A picture that fades from a colour to white."""
    rows = bytearray()
    for line in range(height):
        share = line / max(1, height - 1)
        rows += b"\0" + bytes(int(part + (255 - part) * share) for part in shade) * width
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in chunks)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def drawing(width: int, height: int, *shapes: str) -> bytes:
    """An SVG drawing of the shapes given."""
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif">'
    )
    return f"{opening}{''.join(shapes)}</svg>".encode()


def words(text: str, x: int, y: int, size: int, colour: str) -> str:
    """A line of text in a drawing."""
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{colour}">{escape(text)}</text>'


def logo(title: str) -> bytes:
    """The name of the site beside a round mark."""
    disc = '<circle cx="44" cy="44" r="30" fill="#a62626"/>'
    grain = '<path d="M44 22v44M28 36q16 14 32 0" stroke="#fff" fill="none"/>'
    return drawing(640, 88, disc, grain, words(title, 92, 58, 36, "#14427d"))


def landscape() -> bytes:
    """Hills and a river, for the homepage."""
    return drawing(
        480,
        270,
        '<rect width="480" height="270" fill="#cfe4f5"/><circle cx="380" cy="60" r="26" fill="#f6d58a"/>',
        '<path d="M0 190 L110 90 L220 190 L320 110 L480 200 V270 H0Z" fill="#5d8f6a"/>',
        '<path d="M0 230 Q120 200 240 232 T480 226 V270 H0Z" fill="#3f78b5"/>',
    )


def poster(title: str, lines: tuple[str, ...]) -> bytes:
    """一图读懂: a title and some lines, one below the other."""
    texts = (words(line, 28, 122 + 52 * row, 18, "#333") for row, line in enumerate(lines))
    paper = '<rect width="100%" height="100%" fill="#eef4fb"/><rect width="100%" height="76" fill="#1b5aa6"/>'
    return drawing(900, 110 + 52 * len(lines), paper, words(title, 28, 48, 26, "#fff"), *texts)
