"""The English of every check: complete, with the same places to fill, and nothing besides."""

import ast
import inspect
import re
import sys
from collections.abc import Iterable, Iterator
from importlib.resources import files
from string import Formatter

import pytest
from ruamel.yaml import YAML

import checks
from auditbot.catalogue import texts_of
from auditbot.check import Check
from auditbot.extract.text.slips import SlipKind
from auditbot.model.column import ColumnState
from auditbot.model.document import meanings
from auditbot.model.text import Lang, Message, Text
from auditbot.registry import load
from checks.shared import (
    columns,
    document_check,
    document_search,
    document_text,
    guides,
    ipv6,
    links,
    policies,
)
from checks.shared.document_search import Standing

SHARED = (columns, document_check, document_search, document_text, guides, ipv6, links, policies)
CHINESE = re.compile(r"[\u4e00-\u9fff]")
OWN = {identity: one.check for identity, one in load().checks.items() if one.origin == "auditbot"}
each_check = pytest.mark.parametrize("check", OWN.values(), ids=OWN.keys())


def catalogue() -> dict[str, dict[str, object]]:
    text = (files("checks") / "locale" / "en.yaml").read_text("utf-8")
    read: dict[str, dict[str, object]] = YAML(typ="safe", pure=True).load(text)
    return read


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_catalogue_holds_just_these_checks() -> None:
    assert catalogue().keys() == OWN.keys()


def test_no_text_is_cut_at_a_sign_that_begins_a_comment() -> None:
    text = (files("checks") / "locale" / "en.yaml").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert [line for line in lines if "#" in re.sub(r'"[^"]*"', "", line)] == []


@each_check
def test_the_catalogue_holds_just_the_messages_of_the_check(check: type[Check]) -> None:
    entry = catalogue()[check.id]
    assert entry.keys() == {"title", "counted", "about", "messages"}
    messages = entry["messages"]
    assert isinstance(messages, dict)
    assert messages.keys() == check.messages.keys()


@each_check
def test_every_message_is_said_somewhere(check: type[Check]) -> None:
    tree = ast.parse(inspect.getsource(sys.modules[check.__module__]))
    states = {state.value for state in (*ColumnState, *Standing, *SlipKind)}
    said = set(_strings_outside_messages(tree)) | states
    assert check.messages.keys() - said == set()


@each_check
def test_title_unit_and_documentation(check: type[Check]) -> None:
    chinese, english = texts_of(check, Lang.ZH), texts_of(check, Lang.EN)
    for ours, theirs in (
        (chinese.title, english.title),
        (chinese.counted, english.counted),
        *zip(chinese.about, english.about, strict=True),
    ):
        assert CHINESE.search(ours)
        assert theirs
        assert not CHINESE.search(theirs), theirs


@each_check
def test_messages_have_the_same_places_in_both_languages(check: type[Check]) -> None:
    english = texts_of(check, Lang.EN).messages
    for identity, message in check.messages.items():
        for row, ours, theirs in zip(Message._fields, message, english[identity], strict=True):
            assert places(ours) == places(theirs), (identity, row)
            assert bool(ours) == bool(theirs), (identity, row)
            assert not CHINESE.search(theirs), (identity, row)
        assert CHINESE.search(message.says), identity


@each_check
def test_failures_say_what_is_expected_and_what_to_do(check: type[Check]) -> None:
    """A message that says what is expected is one of a fault; it needs the way out as well."""
    for identity, message in check.messages.items():
        assert message.says.endswith("。"), identity
        if message.expected:
            assert message.seen, identity
            assert message.mend, identity


def test_words_that_fill_the_places() -> None:
    modules = (*SHARED, *(sys.modules[check.__module__] for check in OWN.values()))
    found = [text for module in modules for text in _texts(vars(module).values())]
    assert len(found) > 40
    for text in found:
        assert CHINESE.search(text.zh) or text.zh.isascii(), text
        assert text.en
        assert not CHINESE.search(text.en), text


def test_the_options_of_every_check_are_explained() -> None:
    for check in OWN.values():
        said = meanings(check.Options)
        assert list(check.Options.chinese) == list(check.Options.model_fields), check.id
        for name, chinese in check.Options.chinese.items():
            assert CHINESE.search(chinese), (check.id, name)
            assert said.get(name), (check.id, name)


def test_every_public_module_holds_one_check() -> None:
    assert {check.__module__ for check in OWN.values()} == {
        f"{checks.__name__}.{check.id.replace('-', '_')}" for check in OWN.values()
    }


def _texts(values: Iterable[object]) -> Iterator[Text]:
    for value in values:
        if isinstance(value, Text):
            yield value
        elif isinstance(value, dict):
            yield from (one for one in value.values() if isinstance(one, Text))


def _strings_outside_messages(tree: ast.Module) -> Iterator[str]:
    left_out = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and any(getattr(name, "id", "") == "messages" for name in node.targets)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if node not in left_out and isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
