"""What came of a consultation: how many opinions came in, what was adopted, and why not the rest."""

import re
from dataclasses import dataclass

from auditbot.extract.text.words import fold

_WORDS = 80
_NUMERAL = r"[\d〇零一二两三四五六七八九十百千]{1,6}"
_UNIT = r"(?:余|多)?\s?(?:条|件|份|封|个|项|人次)"
_RECEIVED = re.compile(
    rf"(?:收到|收集|征集到|征得|接到|反馈|提出)[^。；\n]{{0,30}}?{_NUMERAL}\s?{_UNIT}|意见{_NUMERAL}\s?{_UNIT}"
)
_NOTHING = re.compile(
    r"(?:未|没有|均未|尚未)(?:收到|收集到|征集到|接到)[^。；\n]{0,24}(?:意见|建议|反馈)"
    r"|(?:收到|征集到|收集到)[^。；\n]{0,16}[0零]\s?(?:条|件|份)|(?<!有)无(?:任何)?(?:反馈|修改|不同|公众|社会)?(?:意见|建议)"
)
_ADOPTED = re.compile(
    rf"(?:采纳|吸收)[^。；\n将拟]{{0,16}}{_NUMERAL}\s?{_UNIT}|{_NUMERAL}\s?{_UNIT}[^。；\n将拟]{{0,12}}(?:采纳|吸收)"
    r"|(?:均|全部|予以|已|部分|基本)(?:已|予以|予)?(?:采纳|吸收)|(?:意见|建议)?采纳情况\s?[:：]\s?[^\s]"
    r"|未(?:予|被)?采纳"
)
_EVERYTHING = re.compile(r"(?:均|全部|全数)(?:已|予以|予)?(?:采纳|吸收)")
_REASONS = re.compile(
    r"(?:未|不)(?:予|被)?(?:采纳|吸收)[^。；\n]{0,40}(?:因|由于|理由|缺少|不符|不属|不宜|已有|已在|与[^。；\n]{1,20}(?:重复|不一致|抵触)|超出)"
    r"|(?:未|不予?)采纳的?(?:理由|原因|说明)|理由\s?[:：]\s?[^\s]"
)
_SUPPOSED = re.compile(r"(?:逾期|视为|视同|如|若|将|拟)[^。；，,\n]{0,12}$")
"""What would be, not what was: 逾期未反馈视为无意见."""
_BEFORE = 16


@dataclass(frozen=True, slots=True)
class Outcome:
    """The words for each part, empty where there are none."""

    received: str = ""
    nothing: bool = False
    adopted: str = ""
    everything: bool = False
    reasons: str = ""


def outcome(text: str) -> Outcome:
    """What a text tells of the outcome."""
    nothing = _told(_NOTHING, text)
    return Outcome(
        received=nothing or _told(_RECEIVED, text),
        nothing=bool(nothing),
        adopted=_told(_ADOPTED, text),
        everything=bool(_told(_EVERYTHING, text)),
        reasons=_told(_REASONS, text),
    )


def _told(words: re.Pattern[str], text: str) -> str:
    for match in words.finditer(text):
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        if not _SUPPOSED.search(before):
            return fold(text[match.start() : match.start() + _WORDS].partition("。")[0], _WORDS)
    return ""
