"""Finds the checks: the public modules of the package ``checks``, then the entry points of other packages."""

import importlib
import pkgutil
import re
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType

from auditbot.catalogue import texts_of
from auditbot.check import Check
from auditbot.errors import CheckError, EnvironmentProblem
from auditbot.model.text import Lang, Text

GROUP = "auditbot.checks"
"""The entry-point group of third parties: each entry names a ``Check`` class or a module of them."""

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*$")


@dataclass(frozen=True, slots=True)
class Registered:
    """A check and the distribution it came from."""

    check: type[Check]
    origin: str


@dataclass(frozen=True, slots=True)
class Registry:
    """All checks by id, and what could not be loaded."""

    checks: dict[str, Registered]
    faults: tuple[str, ...] = ()

    def __getitem__(self, identity: str) -> type[Check]:
        return self.checks[identity].check

    def __contains__(self, identity: str) -> bool:
        return identity in self.checks


def load() -> Registry:
    """Import every check. A third party's package that cannot be imported loses only its own."""
    found: dict[str, Registered] = {}
    faults: list[str] = []
    package = own_package("checks")
    for module in pkgutil.iter_modules(package.__path__):
        if not module.ispkg:
            for check in _checks_in(importlib.import_module(f"checks.{module.name}")):
                _register(found, check, "auditbot")
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        origin = entry.dist.name if entry.dist else entry.value
        try:
            loaded = entry.load()
            for check in _checks_in(loaded) if isinstance(loaded, ModuleType) else [loaded]:
                _register(found, check, origin)
        except (Exception, SystemExit) as error:  # noqa: BLE001 — whatever a stranger's package does on import
            faults.append(f"{origin}: {entry.value}: {type(error).__name__}: {error}")
    return Registry(dict(sorted(found.items())), tuple(faults))


def own_package(name: str) -> ModuleType:
    """Import one of our packages with a common name; stop if another project's stands in its place."""
    module = importlib.import_module(name)
    home = Path(__file__).resolve().parent.parent
    place = Path(str(module.__file__)).resolve().parent
    if place.parent != home:
        raise EnvironmentProblem(
            Text(
                f"另一个名为 {name!r} 的软件包挡住了本程序的：{place}",
                f"another package named {name!r} stands in the way: {place}",
            ),
            Text(
                "请把 auditbot 装在单独的虚拟环境里",
                "install auditbot in a virtual environment of its own",
            ),
        )
    return module


def _checks_in(module: ModuleType) -> list[type[Check]]:
    return [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Check) and value.__module__ == module.__name__
    ]


def _register(found: dict[str, Registered], check: object, origin: str) -> None:
    if not (isinstance(check, type) and issubclass(check, Check)):
        raise CheckError(f"{check!r} is not a Check", "the entry point must name a subclass of Check")
    missing = [name for name in ("id", "title", "about", "messages") if not hasattr(check, name)]
    if missing:
        raise CheckError(f"{check.__qualname__} lacks {', '.join(missing)}", "set the class attributes")
    if not _ID.match(check.id):
        raise CheckError(f"{check.__qualname__}: not a valid id: {check.id!r}", "use words-with-hyphens")
    if check.id in found:
        raise CheckError(
            f"two checks are called {check.id}: {found[check.id].origin}, {origin}", "rename one"
        )
    for lang in Lang:
        texts_of(check, lang)
    found[check.id] = Registered(check, origin)
