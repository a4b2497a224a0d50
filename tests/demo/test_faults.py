"""The table of what is planted is whole, and tells things apart."""

from auditbot.demo.faults import LOOK_ALIKES
from auditbot.demo.town import Town
from auditbot.model.outcome import Outcome

CHECKS = {
    "ipv6-dns": {"no-aaaa", "not-global", "ns-few", "ns-silent", "dns-failed"},
    "ipv6-reachable": {"unreachable", "port-missing", "http-failed"},
    "ipv6-consistent": {"text-differs"},
    "ipv6-links": {"level-share", "skylight"},
    "required-columns": {
        "missing", "misplaced", "dead", "empty", "wrong-target", "redirected-away", "near",
    },
    "empty-columns": {"empty", "placeholder"},
    "stale-columns": {"stale", "undated", "event-driven"},
    "homepage-stale": {"stale"},
    "broken-links": {"broken", "bad-href", "fragment", "blocked", "unstable"},
    "disclosure-guide": {
        "part-missing", "part-unfilled", "extra-missing", "old", "old-regulation", "in-attachment",
    },
    "disclosure-phone": {
        "no-phone", "invalid", "placeholder", "differs-registered", "differs-page", "tel-differs",
        "not-attributed",
    },
    "interpretation-linked": {
        "no-link", "no-forward", "no-back", "dead-link", "wrong-document", "policy-unknown", "alone",
    },
    "interpretation-timing": {"late", "early", "undated"},
    "document-metadata": {"empty", "missing", "no-number", "differs"},
    "document-number": {"malformed", "differs", "quoted-broken", "quoted-brackets"},
    "document-validity": {"expired", "abolished", "void-listed"},
    "document-formats": {"missing", "other-title"},
    "release-marker": {"missing", "otherwise"},
    "disclosure-deadline": {"late", "before"},
    "policy-library-link": {"no-link", "front-page"},
    "site-identity": {"code-empty", "missing-inside", "nothing-inside"},
    "find-error-entry": {"wrong-code"},
    "page-metadata": {"missing", "differs"},
    "accessibility-basics": {"no-language"},
    "external-leave-notice": {"some"},
    "site-search": {"dead"},
    "personal-data": {"page", "page-unsure", "file"},
    "tls-certificate": {"no-https", "no-tls"},
    "column-topics": {"missing", "unsure"},
    "column-register": {"unregistered", "unfilled", "gone"},
    "column-urls": {"suffix"},
    "required-documents": {"missing", "near"},
    "annual-report": {"late", "part-missing", "word-missing", "in-file"},
    "annual-document": {"other-year", "part"},
    "disclosure-section": {"rules-missing"},
    "contact-phones": {"missing", "invalid"},
    "topic-coverage": {"found", "none"},
    "catalogue-matches-columns": {"no-column", "empty", "near", "within"},
    "interpretation-forms": {"uncovered"},
    "interpretation-excerpt": {"copied", "headings"},
    "interpretation-content": {"missing"},
    "interpretation-source": {"other-unit"},
    "interpretation-count": {"heads"},
    "consultation-complete": {
        "no-draft", "no-explanation", "still-open", "no-outcome", "thin-outcome",
    },
    "consultation-before-policy": {"none"},
    "reply-deadline": {"late", "unanswered", "months-late"},
    "text-quality": {"placeholder", "marks", "date", "wrong-name"},
    "sensitive-terms": {"found"},
    "outdated-content": {"ended"},
    "fake-dates": {"later-than-address", "burst"},
    "hidden-links": {"hidden"},
    "foreign-content": {"trade", "for-sale"},
    "guide-elements": {"missing", "empty"},
    "guide-basis-linked": {"not-linked", "wrong-document", "not-held"},
}  # fmt: skip
CLASSES = {
    "not-found", "server-error", "no-such-name", "refused", "timeout", "reset", "tls", "redirect-loop",
    "bad-redirect", "soft-404", "home-redirect", "empty-file", "wrong-content",
}  # fmt: skip


def test_every_kind_is_planted(town: Town) -> None:
    said: dict[str, set[str]] = {}
    for row in town.planted:
        said.setdefault(row.check, set()).add(row.message)
    assert said == CHECKS


def test_every_class_of_link_is_planted(town: Town) -> None:
    assert {row.class_ for row in town.planted if row.message == "broken"} == CLASSES


def test_rows_are_told_apart(town: Town) -> None:
    named = [(row.check, row.message, row.target, row.key) for row in town.planted]
    assert len(set(named)) == len(named)


def test_outcomes_are_words_of_the_product(town: Town) -> None:
    assert {row.outcome for row in town.planted} <= {str(outcome) for outcome in Outcome}


def test_every_check_has_a_look_alike() -> None:
    assert {row.check for row in LOOK_ALIKES} >= set(CHECKS) - {"ipv6-consistent"}


def test_nothing_is_both_planted_and_healthy(town: Town) -> None:
    healthy = {(row.check, row.target) for row in town.look_alikes}
    faulty = {(row.check, row.target) for row in town.planted}
    allowed = {("homepage-stale", town.addresses["home"]), ("required-columns", "政府公报")}
    assert healthy & faulty <= allowed | {("ipv6-dns", "qinghe.example")}
