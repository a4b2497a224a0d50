"""Every case of the browser has a test, and every test that is named is there."""

import ast
from pathlib import Path

import pytest

from auditbot.settings import MIB, Limits
from tests.hostile.browser.registry import CASES

_ROOT = Path(__file__).parents[3]
TESTS = sorted({place for aspects in CASES.values() for place in aspects.values()})


def test_every_case_is_shown() -> None:
    assert set(CASES) == {f"B{number:02}" for number in range(1, 10)}
    assert all(CASES.values())


@pytest.mark.parametrize(("file", "name"), TESTS)
def test_the_test_is_there(file: str, name: str) -> None:
    assert name in _tests((_ROOT / file).read_text("utf-8"))


def test_the_limits_by_default() -> None:
    limits = Limits()
    assert limits.render_stall <= 10
    assert limits.render_seconds <= 30
    assert limits.render_memory <= 512 * MIB
    assert limits.render_restarts <= 3
    assert limits.popups <= 1


def _tests(program: str) -> set[str]:
    found = set()
    for node in ast.parse(program).body:
        inside = node.body if isinstance(node, ast.ClassDef) else [node]
        prefix = f"{node.name}." if isinstance(node, ast.ClassDef) else ""
        found |= {
            prefix + one.name for one in inside if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)
        }
    return found
