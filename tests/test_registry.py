"""Finding the checks: our own, then those of other packages, none of which can spoil the others."""

import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType
from typing import ClassVar

import pytest

import checks
from auditbot import registry
from auditbot.check import About, Check, Message
from auditbot.errors import EnvironmentProblem
from tests.audit.loopback import audit_json, command, environment, latest, run, scanning, served

OURS = sorted(
    path.stem.replace("_", "-")
    for path in Path(str(checks.__file__)).parent.glob("*.py")
    if not path.stem.startswith("_")
)
"""A check is called as its file is."""


class Stranger(Check):
    id = "stranger"
    title = "外来"
    about = About("", "", "")
    messages: ClassVar[dict[str, Message]] = {}


class Offered(EntryPoint):
    """An entry point that gives, or does, what a test says."""

    def load(self) -> object:
        what = GIVEN[self.value]
        if isinstance(what, BaseException):
            raise what
        return what


def variant(name: str, **attributes: object) -> type[Check]:
    return type(name, (Stranger,), {"__module__": "stranger", **attributes})


def bare() -> type[Check]:
    return type("Bare", (Check,), {"id": "bare"})


def module(*checks: type[Check]) -> ModuleType:
    made = ModuleType("stranger")
    for check in checks:
        check.__module__ = made.__name__
        setattr(made, check.__name__, check)
    return made


GIVEN: dict[str, object] = {
    "class": Stranger,
    "module": module(variant("First", id="first"), variant("Second", id="second")),
    "import": ImportError("no module named x"),
    "exit": SystemExit(3),
    "function": len,
    "bare": bare(),
    "id": variant("Odd", id="Not_An_Id"),
    "clash": variant("Clash", id="broken-links"),
    "about": variant("About", about="words"),
    "messages": variant("Messages", messages={"m": 3}),
}


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    names: list[str] = []
    monkeypatch.setattr(
        registry, "entry_points", lambda group: [Offered(name, name, group) for name in names]
    )
    return names


def test_our_own_checks(offered: list[str]) -> None:
    found = registry.load()
    assert list(found.checks) == OURS
    assert found.faults == ()
    assert {entry.origin for entry in found.checks.values()} == {"auditbot"}


def test_a_class_and_a_module_of_another_package(offered: list[str]) -> None:
    offered += ["class", "module"]
    found = registry.load()
    assert {"stranger", "first", "second"} <= set(found.checks)
    assert found["stranger"] is Stranger
    assert "first" in found
    assert "third" not in found


@pytest.mark.parametrize("fault", ["import", "exit", "function", "bare", "id", "clash", "about", "messages"])
def test_a_broken_package_is_named_and_loses_only_its_own(fault: str, offered: list[str]) -> None:
    offered += [fault, "class"]
    found = registry.load()
    [told] = found.faults
    assert told.startswith(f"{fault}: ")
    assert set(found.checks) == {*OURS, "stranger"}
    assert found.checks["broken-links"].origin == "auditbot"


def test_another_project_in_our_place_stops_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = ModuleType("configs")
    fake.__file__ = str(tmp_path / "configs" / "__init__.py")
    monkeypatch.setitem(sys.modules, "configs", fake)
    with pytest.raises(EnvironmentProblem) as told:
        registry.own_package("configs")
    assert str(tmp_path) in told.value.message.en


PROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "town-checks"
version = "1.0"

[project.entry-points."auditbot.checks"]
signs = "town_checks.signs"
broken = "town_checks.broken"

[tool.hatch.build.targets.wheel]
packages = ["town_checks"]
"""
SIGNS = '''\
"""Counts pages with a sign on them."""

from collections.abc import Iterable

from auditbot.check import About, Check, CheckOptions, Crawl, Message, Note, Outcome, Page, Tally
from auditbot.model.finding import Finding


class Sign(Note):
    word: str


class Signs(Check):
    id = "town-signs"
    title = "标志"
    about = About("看标志", "要有标志", "加标志")
    messages = {"found": Message("“{word}”在{page}上。", mend="去掉")}

    class Options(CheckOptions):
        word: str = "标志"

    def visit(self, page: Page) -> Iterable[Note]:
        if self.options.word in page.text:
            yield Sign(word=self.options.word)

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        for url, note in crawl.notes(Sign):
            yield self.finding(
                "found", str(url), evidence=[crawl.evidence(url, words=note.word)], word=note.word, page=url
            )
        yield Tally(sum(1 for _ in crawl.facts()), Outcome.PASSED)
'''
ENGLISH = """\
town-signs:
  title: Signs
  about: [looks for signs, there must be, add one]
  messages:
    found: ["“{word}” on {page}.", "", "", take it away]
"""
FRAMEWORK = """\
id: town
title: {zh: 本市要求}
about: {zh: 本市要求}
clauses:
  - id: T1
    title: {zh: 标志}
    says: {zh: 不得有标志}
    see: automatic
    source: {document: 本市通知, trust: S}
    requirements:
      - {id: signs, check: town-signs, severity: major, options: {word: 红色标志}}
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package of checks, really built and installed, in a folder that can be put on the path."""
    folder = tmp_path_factory.mktemp("town-checks")
    package = folder / "source" / "town_checks"
    (package / "locale").mkdir(parents=True)
    (folder / "source" / "pyproject.toml").write_text(PROJECT)
    (package / "__init__.py").write_text("")
    (package / "signs.py").write_text(SIGNS, encoding="utf-8")
    (package / "broken.py").write_text("raise RuntimeError('this package is broken')\n")
    (package / "locale" / "en.yaml").write_text(ENGLISH, encoding="utf-8")
    target = folder / "target"
    quiet = ("--quiet", "--disable-pip-version-check", "--no-index", "--no-deps", "--no-build-isolation")
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", *quiet, "--target", target, folder / "source"],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (folder / "town.yaml").write_text(FRAMEWORK, encoding="utf-8")
    return folder


def test_an_installed_package_takes_part_in_a_real_audit(installed: Path, tmp_path: Path) -> None:
    pages = {"/": '<h1>首页</h1><a href="/a.html">新闻</a>', "/a.html": "<p>门口有一块红色标志，很大。</p>"}
    env = environment(PYTHONPATH=str(installed / "target"))
    with served(pages) as site:
        done = run(scanning(site, tmp_path, "--framework", installed / "town.yaml"), env=env)
        assert done.returncode == 1, done.stderr
        audit = audit_json(latest(tmp_path))
        [finding] = audit["findings"]
        assert (finding["check"], finding["message_id"]) == ("town-signs", "found")
        assert finding["target"] == f"{site.url}a.html"
        assert finding["requirements"] == ["town/signs"]
        assert finding["texts"]["zh"]["says"] == f"“红色标志”在{site.url}a.html上。"
        assert finding["texts"]["en"]["mend"] == "take it away"
        assert finding["evidence"][0]["mark"] == "红色标志"
        [verdict] = audit["verdicts"]
        assert (verdict["outcome"], verdict["tally"]) == ("failed", {"failed": 1, "passed": 2})
        [check] = audit["checks"]
        assert (check["origin"], check["title"]["en"]) == ("town-checks", "Signs")
        [warning] = [one["en"] for one in audit["warnings"] if "this package is broken" in one["en"]]
        assert "town-checks" in warning


def test_it_is_listed_and_explained_and_its_broken_part_named(installed: Path) -> None:
    env = environment(PYTHONPATH=str(installed / "target"))
    listed = run(command("checks"), env=env)
    assert "town-signs" in listed.stdout
    assert "this package is broken" in listed.stderr
    told = run(command("checks", "town-signs", "--lang", "en"), env=env)
    assert told.returncode == 0
    assert "town-checks" in told.stdout
    assert 'word = "标志"' in told.stdout
