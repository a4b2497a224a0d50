"""A Word document with places to be filled: ``{{单位}}``, and ``{{问题.描述}}`` once for each item of a list.

A table row with places of a list is repeated for each of its items, and so is a paragraph outside of tables.
The places may stand in headers, footers, cells and text boxes, and Word may have split them in any way. What
is filled in is text and nothing else: it is never read again as a place, a field or markup.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from docx import Document
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement

from auditbot.errors import ConfigError
from auditbot.model.text import Text
from reports.display import shown

LARGEST = 10 * 1024 * 1024
_UNPACKED = 64 * 1024 * 1024
_PLACE = re.compile(r"\{\{[ \u3000]{0,4}([^{}.\s]{1,20})(?:\.([^{}.\s]{1,20}))?[ \u3000]{0,4}\}\}")
_NO_CHARACTER = re.compile("[\ufffe\uffff]")
_LONGEST = 1000
_LINES = 20
"""Of one value."""
_P, _T, _TR, _TBL = (qn(f"w:{name}") for name in ("p", "t", "tr", "tbl"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class Filling:
    """What is filled in: single texts by name, and lists of texts by name."""

    fields: Mapping[str, str]
    lists: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Template:
    """A document with places. ``name`` is what it is called where something about it is wrong."""

    name: str
    content: bytes

    def filled(self, filling: Filling) -> bytes:
        """The document with every place filled. Raises ConfigError for places that nothing is known for."""
        document = _opened(self)
        for root in _roots(document):
            blocks = _repeated(self, root, filling)
            within = {paragraph for block in blocks for paragraph in block.iter(_P)}
            for paragraph in list(root.iter(_P)):
                if paragraph not in within:
                    _fill(self, paragraph, filling.fields)
            for block, name in blocks.items():
                _repeat(self, block, filling, name)
        stream = BytesIO()
        document.save(stream)
        return stream.getvalue()

    def has(self, name: str) -> bool:
        """Whether every printed page may show this place: it stands in the document or a page header."""
        return any(
            place[1] == name
            for root in _roots(_opened(self))
            for paragraph in root.iter(_P)
            for place in _PLACE.finditer(_said(paragraph))
        )


def _opened(template: Template) -> Any:
    """The document, which python-docx gives no usable type. Raises ConfigError for what is none."""
    try:
        with zipfile.ZipFile(BytesIO(template.content)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        if len(template.content) > LARGEST or unpacked > _UNPACKED:
            raise ConfigError(Text(f"{template.name}：文件过大", f"{template.name}: too large"))
        return Document(BytesIO(template.content))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError) as error:
        raise ConfigError(
            Text(f"{template.name}：不是可读的 DOCX 文件", f"{template.name}: not a readable DOCX file"),
            Text("请用 Word 或 WPS 另存为 .docx", f"save it as .docx again ({type(error).__name__})"),
        ) from None


def _roots(document: Any) -> Iterator[BaseOxmlElement]:
    """The body, and every header, footer and comment."""
    for part in document.part.package.iter_parts():
        if isinstance(part, XmlPart) and part.partname.startswith("/word/"):
            yield part.element


def _texts(paragraph: BaseOxmlElement) -> list[BaseOxmlElement]:
    """The pieces of text of a paragraph, without those of paragraphs within it (text boxes)."""
    return [one for one in paragraph.iter(_T) if next(one.iterancestors(_P)) is paragraph]


def _said(paragraph: BaseOxmlElement) -> str:
    return "".join(one.text or "" for one in _texts(paragraph))


def _repeated(template: Template, root: BaseOxmlElement, filling: Filling) -> dict[BaseOxmlElement, str]:
    """What stands once for each item of a list: the row around such a place, else its paragraph. By list."""
    blocks: dict[BaseOxmlElement, str] = {}
    for paragraph in root.iter(_P):
        for place in _PLACE.finditer(_said(paragraph)):
            if place[2] is None:
                continue
            if place[1] not in filling.lists:
                raise _unknown(template, place[0], [f"{{{{{name}.…}}}}" for name in filling.lists])
            block = next(paragraph.iterancestors(_TR), paragraph)
            if blocks.setdefault(block, place[1]) != place[1]:
                raise ConfigError(
                    Text(
                        f"{template.name}：同一行里有两个列表：{place[0]}",
                        f"{template.name}: two lists in one row: {place[0]}",
                    )
                )
    return blocks


def _repeat(template: Template, block: BaseOxmlElement, filling: Filling, name: str) -> None:
    for item in filling.lists[name]:
        copy = deepcopy(block)
        block.addprevious(copy)
        for paragraph in list(copy.iter(_P)):
            _fill(template, paragraph, {**filling.fields, **_named(name, item)})
    parent = block.getparent()
    assert parent is not None
    parent.remove(block)
    if parent.tag == _TBL and parent.find(_TR) is None and (around := parent.getparent()) is not None:
        around.remove(parent)


def _named(name: str, item: Mapping[str, str]) -> dict[str, str]:
    return {f"{name}.{key}": value for key, value in item.items()}


def _fill(template: Template, paragraph: BaseOxmlElement, values: Mapping[str, str]) -> None:
    """Put values in the places of one paragraph, the last first, so that no value is looked at again."""
    texts = _texts(paragraph)
    said = "".join(one.text or "" for one in texts)
    for place in reversed(list(_PLACE.finditer(said))):
        key = place[1] if place[2] is None else f"{place[1]}.{place[2]}"
        if key not in values:
            raise _unknown(template, place[0], [f"{{{{{one}}}}}" for one in values])
        _replace(texts, place.start(), place.end(), _clean(values[key]))
    for text in texts:
        _broken(text)


def _replace(texts: list[BaseOxmlElement], start: int, end: int, value: str) -> None:
    """Write ``value`` over the letters from ``start`` to ``end`` of texts that follow each other."""
    offset = 0
    for text in texts:
        said = text.text or ""
        first, last = max(start - offset, 0), min(end - offset, len(said))
        if first < last:
            text.text = said[:first] + (value if start >= offset else "") + said[last:]
            text.set(_SPACE, "preserve")
        offset += len(said)


def _broken(text: BaseOxmlElement) -> None:
    """Turn the ends of lines in a text into breaks."""
    first, *others = (text.text or "").split("\n")
    run = text.getparent()
    if not others or run is None:
        return
    text.text = first
    place = list(run).index(text)
    for number, line in enumerate(others):
        following = OxmlElement("w:br"), OxmlElement("w:t")
        following[1].text = line
        following[1].set(_SPACE, "preserve")
        for step, element in enumerate(following):
            run.insert(place + 1 + 2 * number + step, element)


def _clean(value: str) -> str:
    """Text as a document may hold it: masked, bounded, nothing invisible; ends of lines stay."""
    return "\n".join(
        shown(_NO_CHARACTER.sub("", line), _LONGEST) for line in value.split("\n", _LINES)[:_LINES]
    )


def _unknown(template: Template, place: str, known: Sequence[str]) -> ConfigError:
    listed = "、".join(known)
    return ConfigError(
        Text(f"{template.name}：不知道填什么：{place}", f"{template.name}: nothing is known for {place}"),
        Text(f"可用：{listed}", f"known: {listed}"),
    )
