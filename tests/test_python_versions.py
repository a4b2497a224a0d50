import sys
from importlib.util import find_spec, module_from_spec
from types import ModuleType

import pytest


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="the standard library has zstd")
@pytest.mark.parametrize("name", ["auditbot.crawl.archive", "auditbot.net.http.coding"])
def test_zstd_comes_from_the_standard_library_where_it_has_it(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From Python 3.14 on the backport is not installed."""
    from backports import zstd

    compression = ModuleType("compression")
    vars(compression)["zstd"] = zstd
    spec = find_spec(name)
    assert spec is not None
    assert spec.loader is not None
    monkeypatch.setitem(sys.modules, "compression", compression)
    monkeypatch.setitem(sys.modules, "backports", None)
    monkeypatch.setattr(sys, "version_info", (3, 14, 0))
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    assert vars(module)["zstd"] is zstd
