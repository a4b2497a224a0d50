"""Numbers of nobody, made for tests: they pass every check."""

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity(first: str) -> str:
    """An identity number from its first seventeen digits."""
    total = sum(int(digit) * weight for digit, weight in zip(first, _WEIGHTS, strict=True))
    return first + "10X98765432"[total % 11]


def card(first: str) -> str:
    """A bank card from all digits but the last."""
    total = 0
    for place, digit in enumerate(reversed(first)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return first + str(-total % 10)


ONE = identity("35019919900101123")
TWO = identity("35019919880229001")
WITH_X = next(
    number for number in (identity(f"350199199001{day:02}050") for day in range(1, 29)) if number[-1] == "X"
)
CARD = card("622202990300418870")
