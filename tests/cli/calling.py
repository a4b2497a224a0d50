"""The program as a user calls it, in this process."""

import pytest

from auditbot.cli.program import run
from auditbot.model.text import Lang


def said(capsys: pytest.CaptureFixture[str], *arguments: str, lang: Lang = Lang.ZH) -> tuple[int, str, str]:
    """Exit code, output and complaints of one call."""
    code = run(list(arguments), lang)
    told = capsys.readouterr()
    return code, told.out, told.err
