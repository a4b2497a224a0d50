from datetime import datetime

from auditbot.model.text import Text
from auditbot.settings import Politeness, Settings
from reports.view import site_code, site_name, view
from tests.reports.sample import clean, sample


def test_what_had_gone_and_is_back_is_told_apart_from_what_is_new() -> None:
    audit = sample()
    changes = view(audit).changes
    assert changes is not None
    assert audit.since is not None
    finished: datetime = audit.since.finished
    assert changes.new
    assert changes.returned
    assert len(changes.new) + len(changes.returned) == len(audit.since.new)
    assert all(entry.finding.first_seen < finished for entry in changes.returned if entry.finding.first_seen)
    assert all(entry.finding.first_seen > finished for entry in changes.new if entry.finding.first_seen)
    assert len(changes.still) == len(audit.since.still)


def test_without_an_audit_before_there_is_nothing_to_compare() -> None:
    assert view(clean()).changes is None


def test_the_site_has_a_name_in_any_case() -> None:
    audit = sample()
    assert site_name(audit) == "青禾区人民政府门户网站"
    unnamed = audit.model_copy(update={"site": audit.site.model_copy(update={"name": "", "code": ""})})
    assert site_name(unnamed) == "青禾区人民政府"
    assert site_code(unnamed) == "3401000001"
    silent = unnamed.model_copy(update={"site_shown": {}})
    assert site_name(silent) == "www.qinghe.example"
    assert site_code(silent) == ""


def test_a_veto_is_named_once() -> None:
    audit = sample()
    veto = audit.score.indicators[0].title
    said = audit.model_copy(update={"score": audit.score.model_copy(update={"reasons": (veto,)})})
    report = view(said)
    assert [one.title for one in report.vetoes] == [veto]
    assert report.reasons == ()


def test_settings_are_flat_and_hold_no_header() -> None:
    settings = view(sample()).settings
    assert settings["politeness.rate"] == "4.0"
    assert view(sample()).rate == Text("4", "4")
    assert "topsecret" not in str(settings)


def test_no_limit_on_the_rate_is_not_told_as_nothing() -> None:
    audit = sample()
    free = Settings(as_of=audit.as_of, politeness=Politeness(rate=0))
    report = view(audit.model_copy(update={"settings": free.model_dump(mode="json")}))
    assert report.rate is not None
    assert report.rate.zh.startswith("不限")
