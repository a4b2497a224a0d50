"""Small operations on the words of a page: folding blanks, comparing titles, cutting excerpts."""

import re

_TAG = re.compile(r"<[^<>]{0,200}>")
_NOT_WORDS = re.compile(r"[\W_]+")
ELLIPSES = ("…", "...", "．．．", "。。。")


def fold(text: str, limit: int = 300) -> str:
    """The text in one line, every run of blanks one space, cut to ``limit`` characters."""
    return " ".join(text[: 4 * limit].split())[:limit]


def squeeze(text: str, limit: int = 300) -> str:
    """The text without any blanks, as labels and column names are compared."""
    return "".join(text[: 4 * limit].split())[:limit]


def plain(text: str, limit: int = 300) -> str:
    """A title without the markup that editors leave in it."""
    return fold(_TAG.sub("", text[: 8 * limit]) if "<" in text else text, limit)


def key(text: str) -> str:
    """What two spellings of one title have in common: letters and digits alone, in lower case."""
    return _NOT_WORDS.sub("", text).lower()


def cut_short(text: str) -> bool:
    """Whether the text was cut to fit its place."""
    return text.rstrip().endswith(ELLIPSES)


def excerpt(text: str, start: int, end: int, around: int = 40) -> str:
    """The words around ``text[start:end]``, in one line."""
    return " ".join(text[max(0, start - around) : end + around].split())
