"""M18: sites that make addresses without end. Each answers whatever it is asked."""

import re
from collections.abc import Callable, Iterator, Mapping
from zlib import crc32

from tests.hostile.case import TEXT, Case, markup
from tests.net.world import Served, page

_PAGES = 12
"""Real pages beside each trap; all of them have to be read."""
_MOST = 220
"""Requests that a trap may cost, with the small limits of the great audit."""


class Made(Mapping[str, Served]):
    """Answers made for the path, whatever it is; robots.txt and what nobody can have made are missing."""

    def __init__(self, make: Callable[[str], str]) -> None:
        self._make = make

    def __getitem__(self, path: str) -> Served:
        if not path.startswith("/") or path == "/robots.txt" or re.search(r"/[0-9a-f]{16}/", path):
            raise KeyError(path)
        return page(_real(path) if path.startswith("/real/") else self._make(path).encode())

    def __iter__(self) -> Iterator[str]:
        return iter(("/x",))

    def __len__(self) -> int:
        return 1


def _real(path: str) -> bytes:
    name = path.removeprefix("/real/").partition(".")[0]
    return markup(f"<p>第{name}号内容：{TEXT}{name * 40}</p>", f"第{name}号").encode()


def real_paths() -> tuple[str, ...]:
    """The pages that must not be lost for the trap beside them."""
    return tuple(f"/real/{letter}.html" for letter in "abcdefghijkl"[:_PAGES])


_REAL = "".join(f'<a href="{path}">x</a>' for path in real_paths())


def _page(*links: str, says: str = "") -> str:
    written = "".join(f'<a href="{link}">下一个</a>' for link in links)
    return f"<html><head><title>{says}</title></head><body>{says}{written}{_REAL}</body></html>"


def _number(path: str) -> int:
    found = re.findall(r"\d+", path)
    return int(found[-1]) if found else 0


def _calendar(path: str) -> str:
    month = _number(path)
    return _page(
        f"/calendar/{2000 + month // 12}/{month + 1}", f"/calendar/2000/{month + 2}", says=f"日历 {month}"
    )


def _pagination(path: str) -> str:
    return _page(f"/list?page={_number(path) + 1}", says="没有更多")


def _facets(path: str) -> str:
    chosen = set(re.findall(r"[a-f]=\d", path))
    more = sorted({*chosen, f"{letter}={value}"} for letter in "abcdef" for value in range(3))
    return _page(*(f"/search?{'&'.join(sorted(one))}" for one in more[:12]), says="检索结果")


def _session_query(path: str) -> str:
    return _page(f"/shop?sid={crc32(path.encode()):08x}{len(path):08x}", says="会话")


def _session_path(path: str) -> str:
    return _page(f"/app/{_number(path) + 1:020d}/index.html", says="会话")


def _stamps(path: str) -> str:
    return _page(f"/now?t={1_700_000_000 + _number(path) % 1_000_000 + 7}", says="现在")


def _duplicates(path: str) -> str:
    return _page(f"/copy/{_number(path) + 1}.html", f"/copy/{_number(path) + 2}.html", says="同一内容")


def _farm(path: str) -> str:
    start = _number(path) * 10
    return _page(*(f"/farm/{start + step}.html" for step in range(1, 11)), says=f"链接 {start}")


def _nested(path: str) -> str:
    return _page("deeper/x.html", says="更深")


def _doubling(path: str) -> str:
    return _page(f"{path.rstrip('/')}{path.rstrip('/')}", f"{path.rstrip('/')}/again", says="加倍")


def _variants(path: str) -> str:
    flips = [path.replace("x", "X", 1), f"{path.rstrip('/')}/", path.replace("/", "//", 1)]
    return _page(*flips, says="同一页")


def _hexadecimal(path: str) -> str:
    return _page(f"/id/{crc32(path.encode()):032x}", says="编号")


TRAPS: dict[str, Callable[[str], str]] = {
    "calendar": _calendar,
    "pagination": _pagination,
    "facets": _facets,
    "session in the query": _session_query,
    "session in the path": _session_path,
    "time stamps": _stamps,
    "duplicates": _duplicates,
    "link farm": _farm,
    "nested relative links": _nested,
    "doubling addresses": _doubling,
    "case and slash variants": _variants,
    "hexadecimal codes": _hexadecimal,
}

CASES = tuple(
    Case(
        "M18",
        what,
        page(make("/x").encode()),
        paths=Made(make),
        trap=what != "case and slash variants",
        most=_MOST,
    )
    for what, make in TRAPS.items()
)
