import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditbot.errors import StoreError
from reports.files import batch


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def cut_short() -> Iterator[str]:
    yield "half"
    raise ValueError("the source broke")


def test_files_appear_together_with_their_words(tmp_path: Path) -> None:
    with batch(tmp_path / "new" / "folder") as files:
        files.add("a.txt", ["青", "禾\n"])
        files.add("b.txt", [])
        assert not list((tmp_path / "new" / "folder").glob("[ab]*"))
    assert (tmp_path / "new/folder/a.txt").read_bytes() == "青禾\n".encode()
    assert names(tmp_path / "new/folder") == ["a.txt", "b.txt"]


def _write_two(folder: Path) -> None:
    with batch(folder) as files:
        files.add("b.txt", ["new"])
        files.add("a.txt", cut_short())


def test_a_report_cut_short_leaves_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("old")
    with pytest.raises(ValueError, match="source broke"):
        _write_two(tmp_path)
    assert names(tmp_path) == ["a.txt"]
    assert (tmp_path / "a.txt").read_text() == "old"


def test_a_link_in_the_folder_is_replaced_and_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("untouched")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").symlink_to(outside)
    with batch(folder) as files:
        files.add("a.txt", ["new"])
    assert outside.read_text() == "untouched"
    assert not (folder / "a.txt").is_symlink()
    assert (folder / "a.txt").read_text() == "new"


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "b/a.txt", "..", ""])
def test_only_names_of_files_are_taken(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not the name"), batch(tmp_path / "folder") as files:
        files.add(name, ["x"])
    assert names(tmp_path / "folder") == []


def test_what_a_killed_run_left_is_swept(tmp_path: Path) -> None:
    (tmp_path / ".report.html.0123.part").write_text("half")
    (tmp_path / "notes.part").write_text("not ours")
    with batch(tmp_path) as files:
        files.add("a.txt", ["x"])
    assert names(tmp_path) == ["a.txt", "notes.part"]


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError) as caught, batch(tmp_path / "file"):
        pass
    assert "file" in caught.value.message.zh
    assert caught.value.hint


def test_two_writers_take_turns_and_the_last_one_wins_whole(tmp_path: Path) -> None:
    inside = threading.Event()

    def second() -> None:
        inside.wait(10)
        with batch(tmp_path) as files:
            files.add("a.txt", ["second"])
            files.add("b.txt", ["second"])

    other = threading.Thread(target=second)
    other.start()
    with batch(tmp_path) as files:
        files.add("a.txt", ["first"])
        inside.set()
        files.add("b.txt", ["first"])
    other.join(10)
    assert (tmp_path / "a.txt").read_text() == (tmp_path / "b.txt").read_text() == "second"
