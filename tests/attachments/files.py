"""Documents made on the fly, good and hostile."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping

CONTENT_TYPES = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFD = "http://www.ofdspec.org/2016"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def zipped_by_windows(parts: Mapping[str, bytes]) -> bytes:
    """Stored, with names in GBK that nothing says are in GBK."""
    written, directory = b"", b""
    for name, content in parts.items():
        raw = name.encode("gbk")
        size = len(content)
        told = struct.pack("<4HI2I2H", 0, 0, 0, 0, zlib.crc32(content), size, size, len(raw), 0)
        directory += b"PK\x01\x02" + struct.pack("<2H", 20, 20) + told
        directory += struct.pack("<3H2I", 0, 0, 0, 0, len(written)) + raw
        written += b"PK\x03\x04" + struct.pack("<H", 20) + told + raw + content
    end = struct.pack("<4H2IH", 0, 0, len(parts), len(parts), len(directory), len(written), 0)
    return written + directory + b"PK\x05\x06" + end


def docx(*paragraphs: str, extra: dict[str, str | bytes] | None = None, document: str = "") -> bytes:
    text = "".join(f"<w:p><w:r><w:t>{paragraph}</w:t></w:r></w:p>" for paragraph in paragraphs)
    core = (
        "<cp:coreProperties xmlns:cp='urn:cp' xmlns:dc='urn:dc'><dc:title>公开指南</dc:title>"
        "</cp:coreProperties>"
    )
    return zipped(
        {
            "[Content_Types].xml": CONTENT_TYPES,
            "word/document.xml": document
            or f"<w:document xmlns:w='{W}'><w:body>{text}</w:body></w:document>",
            "docProps/core.xml": core,
            "docProps/app.xml": "<Properties><Pages>3</Pages></Properties>",
            **(extra or {}),
        }
    )


def xlsx(cells: Iterable[Iterable[str]], *, hidden: str = "") -> bytes:
    """The first cell of each row is a shared string, the others stand in the sheet."""
    shared, rows = [], []
    for number, (first, *others) in enumerate(cells):
        shared.append(f"<si><t>{first}</t></si>")
        values = "".join(f"<c><v>{value}</v></c>" for value in others)
        rows.append(f"<row><c t='s'><v>{number}</v></c>{values}</row>")
    sheet = "<sheet name='{}' r:id='{}' {}/>"
    listed = sheet.format("名单", "a", "") + sheet.format("备份", "b", "state='veryHidden'")
    relations = (
        "<Relationship Id='a' Target='worksheets/one.xml'/><Relationship Id='b' Target='/xl/two.xml'/>"
    )
    inline = f"<c t='inlineStr'><is><t>{hidden}</t></is></c>"
    return zipped(
        {
            "[Content_Types].xml": CONTENT_TYPES,
            "xl/workbook.xml": f"<workbook xmlns='{S}' xmlns:r='{R}'><sheets>{listed}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f"<Relationships>{relations}</Relationships>",
            "xl/sharedStrings.xml": f"<sst xmlns='{S}'>{''.join(shared)}</sst>",
            "xl/worksheets/one.xml": f"<worksheet xmlns='{S}'>{''.join(rows)}</worksheet>",
            "xl/two.xml": f"<worksheet xmlns='{S}'><row>{inline}</row></worksheet>",
        }
    )


def pptx(*slides: str) -> bytes:
    parts: dict[str, str | bytes] = {"[Content_Types].xml": CONTENT_TYPES}
    for number, text in enumerate(slides, 1):
        parts[f"ppt/slides/slide{number}.xml"] = f"<p:sld xmlns:p='p' xmlns:a='a'><a:t>{text}</a:t></p:sld>"
    return zipped(parts)


def ofd(*pages: str) -> bytes:
    listed = "".join(f"<ofd:Page ID='{n}' BaseLoc='Pages/Page_{n}/Content.xml'/>" for n in range(len(pages)))
    parts: dict[str, str | bytes] = {
        "OFD.xml": f"<ofd:OFD xmlns:ofd='{OFD}'><ofd:DocBody><ofd:DocInfo><ofd:Title>通知</ofd:Title>"
        "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document xmlns:ofd='{OFD}'>{listed}</ofd:Document>",
    }
    for number, content in enumerate(pages):
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = f"<ofd:Page xmlns:ofd='{OFD}'>{content}</ofd:Page>"
    return zipped(parts)


def code(text: str) -> str:
    return f"<ofd:TextObject><ofd:TextCode>{text}</ofd:TextCode></ofd:TextObject>"


def pdf(*objects: str | bytes, trailer: str = "") -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    written = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n".encode() + _bytes(content) + b"\nendobj\n"
    start = len(written)
    written += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    written += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    size = len(objects) + 1
    written += f"trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(written)


def pages_pdf(*texts: str, extra: str = "", catalogue: str = "") -> bytes:
    """One page for each text."""
    first = 4
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(texts)))
    objects: list[str | bytes] = [
        f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>",
        f"<< /Type /Pages /Count {len(texts)} /Kids [{kids}] {extra} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, text in enumerate(texts):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {first + 2 * number + 1} 0 R"
            " /Resources << /Font << /F 3 0 R >> >> >>"
        )
        objects.append(stream(f"BT /F 12 Tf 50 700 Td ({text}) Tj ET".encode()))
    return pdf(*objects)


def picture_pdf() -> bytes:
    return pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R"
        " /Resources << /XObject << /I 5 0 R >> >> >>",
        stream(b"/I Do"),
        stream(
            b"\x00",
            "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray",
        ),
    )


def chinese_pdf(*lines: str) -> bytes:
    """One page, each line at a place of its own, in a font that says which letters its signs are."""
    letters = sorted(set("".join(lines)))
    codes = {letter: f"{number:04x}" for number, letter in enumerate(letters, 1)}
    pairs = "".join(f"<{code}> <{ord(letter):04x}>\n" for letter, code in codes.items())
    letters_of = (
        "/CIDInit /ProcSet findresource begin begincmap\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{pairs}endbfchar endcmap end"
    )
    written = "".join(
        f"1 0 0 1 50 {780 - 14 * number} Tm <{''.join(codes[letter] for letter in line)}> Tj\n"
        for number, line in enumerate(lines)
    )
    return pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        " /Resources << /Font << /F 5 0 R >> >> >>",
        stream(f"BT /F 12 Tf {written} ET".encode()),
        "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [6 0 R]"
        " /ToUnicode 7 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe)"
        " /Ordering (Identity) /Supplement 0 >> /DW 1000 >>",
        stream(letters_of.encode()),
    )


def locked_pdf(user: str, body: bytes) -> bytes:
    """With a password; pypdf is needed."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(body)))
    writer.encrypt(user, "owner", algorithm="AES-256")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def stream(content: bytes, entries: str = "", *, packed: bool = False) -> bytes:
    if packed:
        content, entries = zlib.compress(content, 9), f"{entries} /Filter /FlateDecode"
    return f"<< /Length {len(content)} {entries} >>\nstream\n".encode() + content + b"\nendstream"


def doc(*pieces: tuple[str, str], flags: int = 0x0200, clx: bytes | None = None) -> bytes:
    """A Word 97 document of pieces, each of a text and its encoding: cp1252 or utf-16-le."""
    text, ends, starts = b"", [0], []
    for letters, encoding in pieces:
        start = 1024 + len(text)
        starts.append(2 * start | 0x40000000 if encoding == "cp1252" else start)
        text += letters.encode(encoding)
        ends.append(ends[-1] + len(letters))
    listed = struct.pack(f"<{len(ends)}I", *ends) + b"".join(struct.pack("<HIH", 0, s, 0) for s in starts)
    if clx is None:
        clx = b"\x01\x02\x00ab\x02" + struct.pack("<I", len(listed)) + listed
    head = (bytes(10) + struct.pack("<H", flags)).ljust(0x01A2, b"\0") + struct.pack("<II", 8, len(clx))
    document = (head.ljust(1024, b"\0") + text).ljust(4096, b"\0")
    return compound({"WordDocument": document, "1Table": (bytes(8) + clx).ljust(4096, b"\0")})


def compound(streams: dict[str, bytes]) -> bytes:
    """An OLE file: one sector of allocation table, two of directory, then the streams."""
    table, entries, content = [0xFFFFFFFD, 2, 0xFFFFFFFE], [_entry("Root Entry", 5, 0xFFFFFFFE, 0)], b""
    for name, body in streams.items():
        padded = body + bytes(-len(body) % 512)
        first = len(table)
        count = len(padded) // 512
        table += [*range(first + 1, first + count), 0xFFFFFFFE]
        entries.append(_entry(name, 2, first, len(body)))
        content += padded
    table += [0xFFFFFFFF] * (128 - len(table))
    directory = b"".join(entries).ljust(1024, b"\0")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 62, 3, 0xFFFE, 9, 6)
    head = (head.ljust(44, b"\0") + struct.pack("<II", 1, 1)).ljust(76, b"\0") + struct.pack("<I", 0)
    return head.ljust(512, b"\xff") + struct.pack("<128I", *table) + directory + content


def _entry(name: str, kind: int, first: int, size: int) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    entry = written.ljust(64, b"\0") + struct.pack("<HB", len(written), kind)
    return entry.ljust(116, b"\0") + struct.pack("<IIxxxx", first, size)


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content
