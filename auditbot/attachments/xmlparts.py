"""XML of unknown origin, read as a stream: no DTD, no entities, nothing fetched, no tree."""

from collections.abc import Callable, Iterable, Iterator
from xml.parsers import expat

from auditbot.attachments.package import Spoiled

Attributes = dict[str, str]
_SMALL = 32 * 1024


def parse(
    steps: Iterable[bytes],
    *,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], object] = str,
    text: Callable[[str], object] = str,
    enough: Callable[[], bool] = lambda: False,
) -> None:
    """Tell of every element by its local name; of no bytes at all, nothing.

    Raises Spoiled at a DTD and at what is not well-formed.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: start(_local(name), attributes)
    parser.EndElementHandler = lambda name: end(_local(name))
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    fed = False
    try:
        for step in _small(steps):
            fed = True
            parser.Parse(step, False)
            if enough():
                return
        if fed:
            parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as fault:
        raise Spoiled("") from fault


def elements(steps: Iterable[bytes], name: str, most: int) -> list[Attributes]:
    """The attributes of the first elements of one name; of an absent part, none."""
    found: list[Attributes] = []

    def start(element: str, attributes: Attributes) -> None:
        if element == name and len(found) < most:
            found.append({_local(key): value for key, value in attributes.items()})

    parse(steps, start=start, enough=lambda: len(found) >= most)
    return found


def words(steps: Iterable[bytes], name: str, most: int) -> str:
    """The text within the first element of one name, at most so many characters."""
    written: list[str] = []
    inside = [0, 0]

    def start(element: str, _: Attributes) -> None:
        inside[0] += element == name

    def end(element: str) -> None:
        if element == name:
            inside[0] -= 1
            inside[1] += 1

    def text(part: str) -> None:
        if inside[0] and not inside[1]:
            written.append(part[:most])

    parse(steps, start=start, end=end, text=text, enough=lambda: inside[1] > 0)
    return "".join(written).strip()[:most]


def _small(steps: Iterable[bytes]) -> Iterator[bytes]:
    """So that it is soon noticed when enough has been read."""
    for step in steps:
        for at in range(0, len(step), _SMALL):
            yield step[at : at + _SMALL]


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse(*_: object) -> None:
    raise Spoiled("doctype")
