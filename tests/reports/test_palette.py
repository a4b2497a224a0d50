import re
from importlib.resources import files

import pytest

CSS = files("reports").joinpath("static/report.css").read_text(encoding="utf-8")
COLOURS = dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6});", CSS))


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(letter * 2 for letter in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("paper", ["paper", "wash"])
@pytest.mark.parametrize("ink", ["ink", "soft", "blue", "red", "amber", "grey"])
def test_words_can_be_read_on_every_ground(ink: str, paper: str) -> None:
    assert contrast(COLOURS[ink], COLOURS[paper]) >= 4.5


def test_white_on_black_is_what_it_should_be() -> None:
    assert round(contrast("#fff", "#000000")) == 21


def test_red_is_for_what_failed_alone() -> None:
    rules = re.findall(r"([^{}]+)\{[^{}]*var\(--red\)", CSS)
    assert all(re.search(r"failed|unqualified|missing", rule) for rule in rules)


def test_nothing_is_fetched_and_nothing_is_small() -> None:
    assert "url(" not in CSS
    assert "@import" not in CSS
    pixels = [float(size) for size in re.findall(r"font-size: ([\d.]+)px", CSS)]
    rems = [16 * float(size) for size in re.findall(r"font-size: ([\d.]+)rem", CSS)]
    assert min(pixels + rems) >= 11
