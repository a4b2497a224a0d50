import json
import re

from auditbot.model.audit import Audit, PageRecord
from reports.data import audit_json, page_lines
from tests.reports.sample import incomplete, pages, sample

ACTIVE = re.compile("[<>&\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]")


def whole(audit: Audit) -> str:
    return "".join(audit_json(audit))


def test_the_audit_is_read_again_as_it_was() -> None:
    for audit in (sample(), incomplete()):
        again = Audit.model_validate_json(whole(audit))
        assert again.model_copy(update={"settings": audit.settings}) == audit


def test_it_names_its_schema() -> None:
    values = json.loads(whole(sample()))
    assert values["schema"] == "auditbot/audit/1"
    assert "schema_" not in values


def test_headers_that_were_sent_are_masked() -> None:
    values = json.loads(whole(sample()))
    assert values["settings"]["reach"]["headers"] == [["Cookie", "***"]]
    assert values["settings"]["politeness"] == {"rate": 4.0}


def test_markup_and_invisible_characters_are_escapes_that_mean_the_same() -> None:
    odd = "</script><!--\x1b[31m\u202e\u2028\x9b\U000e0041&amp;"
    audit = sample().model_copy(update={"site_shown": {"name": odd}})
    text = whole(audit)
    assert not ACTIVE.search(text)
    assert json.loads(text)["site_shown"]["name"] == odd


def test_half_characters_do_not_stop_the_report() -> None:
    audit = sample().model_copy(update={"site_shown": {"name": "a\ud800b"}})
    assert json.loads(whole(audit))["site_shown"]["name"] == "a\ufffdb"


def test_long_addresses_are_whole_and_without_secrets() -> None:
    page = pages()[0].model_copy(update={"url": "https://u:p@a.example/?token=s3cret&x=" + "y" * 4000})
    line = json.loads(next(iter(page_lines([page]))))
    assert line["url"] == "https://***@a.example/?token=***&x=" + "y" * 4000


def test_one_line_for_every_page() -> None:
    lines = list(page_lines(pages()))
    assert all(line.endswith("\n") and line.count("\n") == 1 for line in lines)
    assert [PageRecord.model_validate_json(line) for line in lines] == list(pages())
    assert list(json.loads(lines[0]))[:6] == ["url", "final_url", "outcome", "status", "failure", "kind"]
