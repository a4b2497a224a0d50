from collections.abc import Iterator
from pathlib import Path

import pytest

from auditbot.errors import ConfigError
from auditbot.model.audit import PageRecord
from auditbot.model.text import Lang
from reports import FORMATS, write
from tests.reports.sample import pages, sample


class Untouchable:
    def __iter__(self) -> Iterator[PageRecord]:
        raise AssertionError("pages were read")


def test_every_format_gives_its_file(tmp_path: Path) -> None:
    files = write(sample(), pages(), tmp_path, list(FORMATS), Lang.ZH)
    assert {name: path.name for name, path in files.items()} == dict(FORMATS)
    assert all(path.parent == tmp_path and path.stat().st_size for path in files.values())


def test_writing_again_gives_the_same_bytes(tmp_path: Path) -> None:
    first = write(sample(), pages(), tmp_path / "a", list(FORMATS), Lang.EN)
    second = write(sample(), pages(), tmp_path / "b", list(FORMATS), Lang.EN)
    for name in FORMATS:
        assert first[name].read_bytes() == second[name].read_bytes()


def test_only_what_is_asked_for_is_written_and_read(tmp_path: Path) -> None:
    assert set(write(sample(), Untouchable(), tmp_path, ["csv", "csv"], Lang.ZH)) == {"csv"}
    assert [path.name for path in tmp_path.iterdir()] == ["findings.csv"]


@pytest.mark.parametrize(
    ("name", "nearest"), [("hmtl", "html"), ("HTML", "html"), ("jsn", "json"), ("xlsx", "")]
)
def test_an_unknown_format_is_refused_before_anything_is_written(
    tmp_path: Path, name: str, nearest: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        write(sample(), Untouchable(), tmp_path / "new", ["html", name], Lang.ZH)
    assert name in caught.value.message.zh
    assert nearest in caught.value.hint.zh
    assert not (tmp_path / "new").exists()
