"""The saved real sites, where they are present, and the tables of what a person sees on them."""

import os
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
CORPUS = Path(os.environ.get("AUDITBOT_CORPUS") or HERE.parents[2] / "shared" / "corpus")
TABLES = {"rsj.daozhen.example": "columns-rsj.tsv", "jyj.pds.example": "columns-jyj.tsv"}
"""The tables of columns, by the host name of the site."""
SITES = tuple(TABLES)

needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the saved real sites are not here (AUDITBOT_CORPUS)"
)


def saved_rows(name: str) -> list[dict[str, str]]:
    """A table of the corpus, or of the tests themselves."""
    file = CORPUS / name if (CORPUS / name).is_file() else HERE / name
    lines = file.read_text(encoding="utf-8").splitlines()
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t") + [""] * len(header), strict=False)) for line in lines[1:]]
