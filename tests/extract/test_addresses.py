import pytest

from auditbot.extract.reference.addresses import AddressDate, Shape, day_in, shape
from tests.extract.pages import SITE, url


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/gzdt/202011/t20201127_65399695.html", (2020, 11, 27)),
        ("/art/2023/1/3/art_1229283449_2493752.html", (2023, 1, 3)),
        ("/zhengce/content/2018-12/24/content_5351596.htm", (2018, 12, 24)),
        ("/2022/0801/1.html", (2022, 8, 1)),
        ("/20250610/37a4a394-451b-4792.html", (2025, 6, 10)),
        ("/x/20220801103015.html", (2022, 8, 1)),
        ("/tjsja/202305/7215380191c5400397df5d7d0b5fd06b.shtml", (2023, 5, None)),
    ],
)
def test_days_in_addresses(path: str, found: tuple[int, int, int | None]) -> None:
    assert day_in(url(SITE + path)) == AddressDate(*found)


@pytest.mark.parametrize(
    "path",
    [
        "/contents/18287/388334.html",
        "/info/1015/4213.htm",
        "/x/20221340/1.html",
        "/?d=/2022/08/01/",
        "/20229901/a.html",
    ],
)
def test_numbers_in_addresses_that_are_no_days(path: str) -> None:
    assert day_in(url(SITE + path)) is None


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/gzdt/t20201127_1.html", Shape.ARTICLE),
        ("/contents/18287/388334.html", Shape.ARTICLE),
        ("/art/2023/10/23/art_1_2.html", Shape.ARTICLE),
        ("/gkmlpt/content/0/508/post_508890.html", Shape.ARTICLE),
        ("/html/2024/0315/1234.html", Shape.ARTICLE),
        ("/system/2024/03/15/010123.shtml", Shape.ARTICLE),
        ("/xw/20240315/123.html", Shape.ARTICLE),
        ("/xw/2024/1534/123.html", Shape.UNKNOWN),
        ("/html/2024/03/15/index.html", Shape.LIST),
        ("/html/2024/03/15/", Shape.LIST),
        ("/channels/18386_2.html", Shape.LIST),
        ("/col/col123/index.html", Shape.LIST),
        ("/zwgk/", Shape.LIST),
        ("/zwgk/jgzn.html", Shape.UNKNOWN),
    ],
)
def test_what_a_platform_names_so(path: str, expected: Shape) -> None:
    assert shape(url(SITE + path)) is expected
