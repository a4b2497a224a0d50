"""Numbers that by their own digits are those of a citizen, a mobile telephone or a bank card.

Sources: GB 11643-1999 (identity numbers and their older form of 15 digits); ISO/IEC 7812 (bank cards, with
the check of Luhn).
"""

from datetime import date

_PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65"
    " 71 81 82 83".split()
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_FIRST_YEAR = 1900
_ISSUERS: tuple[tuple[str, range], ...] = (
    ("62", range(16, 20)),
    ("9558", range(19, 20)),
    ("601382", range(19, 20)),
    ("4", range(16, 17)),
    ("51", range(16, 17)),
    ("52", range(16, 17)),
    ("53", range(16, 17)),
    ("54", range(16, 17)),
    ("55", range(16, 17)),
)
"""How cards of banks begin, with their possible lengths."""


def born(digits: str) -> date | None:
    """The day of birth in an identity number of 18 characters; ``None`` where it is none."""
    if len(digits) != 18 or not digits[:17].isdigit() or digits[:2] not in _PROVINCES:
        return None
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    if _CHECKS[total % 11] != digits[17]:
        return None
    return _day(digits[6:14])


def born_before_2000(digits: str) -> date | None:
    """The day of birth in an identity number of 15 digits, which has nothing to check it by."""
    if len(digits) != 15 or not digits.isdigit() or digits[:2] not in _PROVINCES:
        return None
    return _day(f"19{digits[6:12]}")


def is_mobile(digits: str) -> bool:
    """Whether eleven digits are a mobile number of the mainland."""
    return len(digits) == 11 and digits.isdigit() and digits[0] == "1" and digits[1] in "3456789"


def is_bank_card(digits: str) -> bool:
    """Whether digits are of a known issuer and pass the check of Luhn."""
    known = any(digits.startswith(prefix) and len(digits) in lengths for prefix, lengths in _ISSUERS)
    return known and digits.isdigit() and len(set(digits)) > 3 and _luhn(digits)


def _luhn(digits: str) -> bool:
    doubled = (2 * int(digit) for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(two - 9 if two > 9 else two for two in doubled)) % 10 == 0


def _day(digits: str) -> date | None:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    return day if day.year >= _FIRST_YEAR else None
