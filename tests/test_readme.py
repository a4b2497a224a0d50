"""What the READMEs promise is there, and both promise the same."""

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from auditbot.check import Context
from auditbot.cli.program import Program
from auditbot.fleet.sites import read_sites
from auditbot.frameworks import assign, requirements, shipped
from auditbot.model.framework import Framework
from auditbot.model.site import Site
from auditbot.model.text import Lang
from auditbot.notify.config import NotifyConfig
from auditbot.notify.early import Thresholds
from auditbot.registry import load as load_checks
from auditbot.testing import DAY
from auditbot.yamlfile import load

ROOT = Path(__file__).parent.parent
ENGLISH, CHINESE = ((ROOT / name).read_text() for name in ("README.md", "README.zh.md"))


def blocks(text: str, kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", text, re.DOTALL)


def shape(text: str) -> list[str]:
    """Headings, code and links in their order, without words: those after commands are of the language."""
    marks = re.findall(
        r"^#+ |```\w*\n.*?```|^- |^\d\. |\]\((?!README)[^)]*\)", text, re.DOTALL | re.MULTILINE
    )
    return [re.sub(r" +# .*", "", mark).strip() for mark in marks]


def test_both_have_the_same_content() -> None:
    assert shape(ENGLISH) == shape(CHINESE)


def test_commands_are_explained_in_the_language() -> None:
    told = [re.findall(r" +# (.*)", "".join(blocks(text, "sh"))) for text in (ENGLISH, CHINESE)]
    assert len(told[0]) == len(told[1])
    assert all(re.search("[\u4e00-\u9fff]", words) for words in told[1])


def test_links_lead_to_files() -> None:
    targets = re.findall(r"\]\(([^):]+)\)", ENGLISH + CHINESE)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_commands_and_options_exist() -> None:
    program = Program(Lang.EN)
    lines = "".join(blocks(ENGLISH, "sh") + blocks(ENGLISH, "cron")).splitlines()
    asked = [match[1].split() for line in lines if (match := re.search(r"(?:bin/|^)auditbot ([^#]*)", line))]
    assert asked
    for name, *words in asked:
        command = program.get_command(click.Context(program), name)
        assert command, name
        if isinstance(command, click.Group):
            command = command.get_command(click.Context(command), words[0])
            assert command, words[0]
        known = {option for part in command.params for option in (*part.opts, *part.secondary_opts)}
        assert {word for word in words if word.startswith("--")} <= known


def test_make_targets_exist() -> None:
    targets = set(re.findall(r"(?:^|`)make ([a-z-]+)", ENGLISH, re.MULTILINE))
    assert targets <= set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def test_the_site_file_and_the_framework_are_valid(tmp_path: Path) -> None:
    site, framework = blocks(ENGLISH, "yaml")
    (tmp_path / "site.yaml").write_text(site)
    (tmp_path / "framework.yaml").write_text(framework)
    described = load(tmp_path / "site.yaml", Site)
    demanded = requirements([load(tmp_path / "framework.yaml", Framework)])
    assigned = assign(demanded, load_checks(), Context(described, DAY))
    assert [one.check.id for one in assigned] == ["stale-columns"]


def test_the_example_site_file_is_valid() -> None:
    site = load(ROOT / "configs/sites/example.yaml", Site)
    assert site.columns
    assert site.frameworks == ("state",)


def test_the_example_of_notices_is_valid() -> None:
    config = load(ROOT / "configs/notices/example.yaml", NotifyConfig)
    kinds = {spec.kind for spec in config.channels.values()}
    assert kinds == {"email", "dingtalk", "webhook"}
    assert {route.channel for route in config.routes} == set(config.channels)
    assert config.thresholds == Thresholds()


def test_the_example_of_a_fleet_is_valid() -> None:
    sites = read_sites([ROOT / "configs/fleets/example.yaml"])
    assert [site.id for site in sites] == ["example-civil-affairs", "example-east-town"]
    assert sites[1].crawl.rate == 4


def test_the_check_of_five_minutes_works(tmp_path: Path) -> None:
    check, test = blocks(ENGLISH, "python")
    (tmp_path / "article_dated.py").write_text(check)
    (tmp_path / "test_article_dated.py").write_text(test.replace("checks.article_dated", "article_dated"))
    command = [sys.executable, "-m", "pytest", "-q", "--rootdir", str(tmp_path), "-p", "no:cacheprovider"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize("count", ["{n} checks", "{n} 个检查项", "{f} frameworks", "{f} 套指标体系"])
def test_the_numbers_of_checks_and_frameworks_are_right(count: str) -> None:
    said = count.format(n=len(load_checks().checks), f=len(shipped()))
    assert said in ENGLISH + CHINESE
