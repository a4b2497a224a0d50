"""What is wrong with a telephone number, and when two spellings are one number."""

import re

from auditbot.extract.contact.phone_numbers import is_valid

_LOCAL = re.compile(r"\d{7,8}$")
_AREA = re.compile(r"(?:010|02\d|0[3-9]\d\d)(?=\d{7,8}$)")
_ROWS = ("12345678", "1234567", "87654321", "23456789")


def digits_of(written: str) -> str:
    """The digits of a number without country code and extension: ``0519-86660000转8012`` → 051986660000."""
    number = re.split(r"转|分机|ext", written, maxsplit=1, flags=re.IGNORECASE)[0]
    digits = re.sub(r"\D", "", number)
    return re.sub(r"^(?:0086|86)(?=(?:1[3-9]\d{9}|[1-9]\d{8,10})$)", "", digits)


def same_number(one: str, other: str) -> bool:
    """Whether two numbers, as digits, are one: an area code may be left out, and its 0 after +86."""
    shorter, longer = sorted((one, other), key=len)
    if shorter.removeprefix("0") == longer.removeprefix("0"):
        return True
    return bool(_LOCAL.match(shorter)) and longer.startswith("0") and longer.endswith(shorter)


def fault_of(digits: str) -> str:
    """What is wrong: ``placeholder``, ``length``, ``invalid``; empty for a number that can exist.

    A local number of seven or eight digits is all right: the area code of the place is understood.
    """
    area = _AREA.match(digits)
    local = digits[area.end() :] if area else digits
    if not digits or len(set(local)) == 1 or local in _ROWS:
        return "placeholder"
    if is_valid(digits) or (_LOCAL.match(digits) and digits[0] not in "01"):
        return ""
    return "length" if len(digits) not in (5, 7, 8, 10, 11, 12) else "invalid"
