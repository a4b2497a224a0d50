"""Points as a person writes them."""


def points(value: float | None) -> str:
    """``5``, ``0.5``, or nothing where there are none."""
    return "" if value is None else f"{value:.1f}".removesuffix(".0")


def between(low: float | None, high: float | None) -> str:
    """One number, or two ends where they differ."""
    first, last = points(low), points(high)
    return first if first == last else f"{first}–{last}"
