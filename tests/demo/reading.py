"""Reads the town's pages for the tests of what is planted in them."""

from selectolax.lexbor import LexborHTMLParser

from auditbot.demo.faults import PLANTED
from auditbot.demo.town import Town
from tests.demo.walking import answer_at, targets, text_of


def html(town: Town, key: str) -> str:
    answer = answer_at(town, town.addresses[key])
    assert answer is not None
    return text_of(answer)


def own_text(town: Town, key: str, selector: str) -> str:
    node = LexborHTMLParser(html(town, key)).css_first(selector)
    assert node is not None
    return node.text()


def linked(town: Town, page: str, to: str) -> bool:
    return town.addresses[to] in targets(html(town, page), town.addresses[page])


def rows(town: Town, check: str, message: str) -> list[str]:
    return [row.target for row in town.planted if (row.check, row.message) == (check, message)]


def keys(check: str, message: str) -> list[str]:
    return [row.target[1:] for row in PLANTED if (row.check, row.message) == (check, message)]
