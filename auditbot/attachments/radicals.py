"""Radicals back to the characters they look like.

Fonts in PDF often name 山 or 青 as the radical of the same shape, so that the text of such a file can be
neither searched nor compared. Source: Unicode, EquivalentUnifiedIdeograph.txt; of the supplement only the
radicals that are words by themselves.
"""

from unicodedata import normalize

_KANGXI = range(0x2F00, 0x2FD6)
_SUPPLEMENT = {
    "⺁": "厂",
    "⺒": "巳",
    "⺜": "日",
    "⺝": "月",
    "⺟": "母",
    "⺠": "民",
    "⺹": "老",
    "⺼": "肉",
    "⻁": "虎",
    "⻄": "西",
    "⻅": "见",
    "⻆": "角",
    "⻉": "贝",
    "⻋": "车",
    "⻑": "長",
    "⻓": "长",
    "⻔": "门",
    "⻘": "青",
    "⻙": "韦",
    "⻚": "页",
    "⻛": "风",
    "⻜": "飞",
    "⻝": "食",
    "⻡": "首",
    "⻢": "马",
    "⻣": "骨",
    "⻤": "鬼",
    "⻥": "鱼",
    "⻦": "鸟",
    "⻧": "卤",
    "⻨": "麦",
    "⻩": "黄",
    "⻪": "黾",
    "⻬": "齐",
    "⻮": "齿",
    "⻰": "龙",
    "⻳": "龟",
}
_TABLE = str.maketrans({chr(code): normalize("NFKC", chr(code)) for code in _KANGXI} | _SUPPLEMENT)


def folded(text: str) -> str:
    """The text with characters in place of radicals; everything else as it is."""
    return text if text.isascii() else text.translate(_TABLE)
