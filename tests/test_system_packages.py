"""The script that installs a browser and fonts, with a package manager that stands in for the real one."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(folder: Path, apt_get: str) -> subprocess.CompletedProcess[str]:
    """Run the script where nothing is installed and the user may install."""
    for name in ("bash", "env", "tail", "mktemp", "rm", "head"):
        found = shutil.which(name)
        assert found
        (folder / name).symlink_to(found)
    for name, text in {"apt-get": apt_get, "id": "echo 0", "fc-list": ":"}.items():
        (folder / name).write_text(f"#!{shutil.which('bash')}\n{text}\n")
        (folder / name).chmod(0o755)
    script = ROOT / "auditbot" / "system-packages.sh"
    return subprocess.run(
        ["bash", script],
        env={"PATH": str(folder), "TMPDIR": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )


def test_a_package_that_is_not_to_be_had_does_not_cost_the_other(tmp_path: Path) -> None:
    ran = run(tmp_path, f'echo "$@" >>{tmp_path}/asked; [[ "$*" != *chromium* ]]')
    assert "install -y -q --no-install-recommends fonts-noto-cjk" in (tmp_path / "asked").read_text()
    assert "sudo apt-get install chromium\n" in ran.stdout


@pytest.mark.parametrize("apt_get", ["exit 100", '[[ "$1" == update ]]'])
def test_what_could_not_be_installed_is_named(apt_get: str, tmp_path: Path) -> None:
    assert "sudo apt-get install chromium fonts-noto-cjk\n" in run(tmp_path, apt_get).stdout


def test_nothing_is_said_of_what_was_installed(tmp_path: Path) -> None:
    assert "sudo" not in run(tmp_path, "exit 0").stdout
