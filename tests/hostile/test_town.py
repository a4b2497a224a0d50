"""One audit of everything at once: right outcomes, in time, in bounds, and nothing leaks (G1)."""

import asyncio
from collections import Counter
from collections.abc import Callable

import pytest

from auditbot.model.audit import StopReason
from auditbot.settings import MIB
from tests.hostile.case import Case
from tests.hostile.registry import TOGETHER
from tests.hostile.town import HOME, Visited, listed_addresses, own_hosts, visited
from tests.hostile.traps import real_paths

pytestmark = pytest.mark.timeout(300)
SECONDS = 180
MEMORY = 300 * MIB
HERE = frozenset({"127.0.0.1", "::1", "route 127.0.0.1", "route ::1"})


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Visited:
    return asyncio.run(visited(tmp_path_factory.mktemp("town")))


def differing(
    town: Visited, seen: Callable[[Case], object], wanted: Callable[[Case], object]
) -> dict[str, object]:
    """Cases of which something else was seen than wanted."""
    return {str(case): (seen(case), wanted(case)) for case in TOGETHER if seen(case) != wanted(case)}


def test_it_came_to_its_own_end_in_time(town: Visited) -> None:
    assert town.audited.audit["crawl"]["stopped"] == StopReason.EXHAUSTED
    assert town.audited.ended.seconds <= SECONDS


def test_memory_stays_bounded(town: Visited) -> None:
    assert town.audited.ended.peak <= MEMORY


def test_every_address_has_its_state(town: Visited) -> None:
    def seen(case: Case) -> object:
        record = town.record(case)
        return record and (record["outcome"], record["failure"])

    assert differing(town, seen, lambda case: (case.outcome, case.final)) == {}


def test_every_fault_is_told_and_nothing_else(town: Visited) -> None:
    def seen(case: Case) -> object:
        finding = town.finding(case)
        return finding and (finding["message_id"], finding["class"] or "")

    def wanted(case: Case) -> object:
        return case.finding and (case.finding.message, case.finding.how)

    assert differing(town, seen, wanted) == {}


def test_what_is_taken_over_or_for_sale_is_told_and_nothing_else(town: Visited) -> None:
    def seen(case: Case) -> object:
        finding = town.finding(case, "foreign-content")
        return finding["message_id"] if finding else ""

    assert differing(town, seen, lambda case: case.foreign) == {}


def test_links_that_nobody_sees_are_told(town: Visited) -> None:
    hidden = town.audited.findings("hidden-links")
    assert {finding["target"] for finding in hidden} == {"m19-look-alike.other.example"}


def test_nothing_is_lost(town: Visited) -> None:
    crawl = town.audited.audit["crawl"]
    assert crawl["found"] == sum(crawl["outcomes"].values()) == len(town.audited.pages)
    assert "pending" not in crawl["outcomes"]


def test_limits_that_were_hit_are_named(town: Visited) -> None:
    told = {hit["limit"] for hit in town.audited.audit["crawl"]["limits"]}
    assert told >= {case.limit for case in TOGETHER if case.limit} | {
        "links_per_page",
        "first_byte_seconds",
        "headers_seconds",
    }


def test_traps_are_named_and_cost_little(town: Visited) -> None:
    patterns = [trap["pattern"] for trap in town.audited.audit["crawl"]["traps"]]
    unnamed = [case.what for case in TOGETHER if case.trap and not any(case.host in one for one in patterns)]
    assert unnamed == []
    asked = {str(case): town.stage.asked(case.host) for case in TOGETHER if case.most}
    dear = {str(case): asked[str(case)] for case in TOGETHER if case.most and asked[str(case)] > case.most}
    assert dear == {}


def test_real_pages_beside_traps_are_read(town: Visited) -> None:
    traps = [case for case in TOGETHER if case.id == "M18"]
    wanted = [f"http://{case.host}{path}" for case in traps for path in real_paths()]
    read = [url for url in wanted if town.audited.pages.get(url, {}).get("outcome") == "ok"]
    assert len(read) >= 0.95 * len(wanted)


def test_addresses_of_sitemaps_are_read(town: Visited) -> None:
    missing = {url for url in listed_addresses() if url not in town.audited.pages}
    assert missing == set()


def test_nobody_inside_was_visited(town: Visited) -> None:
    assert town.stage.sentinel.visits == []
    assert town.audited.ended.contacts <= HERE


def test_no_secret_left_its_site(town: Visited) -> None:
    assert town.stage.leaks(own_hosts()) == []
    assert any(f"Host: {HOME}" in head and "uthorization" in head for head in town.stage.heads)


def test_no_check_was_broken(town: Visited) -> None:
    faults = [
        (verdict["id"], verdict["reason"]["en"])
        for verdict in town.audited.audit["verdicts"]
        if verdict["reason"] and "itself failed" in verdict["reason"]["en"]
    ]
    assert faults == []


def test_our_own_reading_broke_on_no_page(town: Visited) -> None:
    assert [said["en"] for said in town.audited.audit["warnings"] if "this program" in said["en"]] == []


def test_nothing_was_written_by_a_name_of_theirs(town: Visited) -> None:
    written = Counter(path.name for path in town.audited.place.iterdir())
    allowed = {
        "archive.sqlite",
        "archive.lock",
        "audit.json",
        "pages.jsonl",
        "contacts.json",
        "said.txt",
        "used.json",
    }
    allowed |= {"site.json", "settings.json", "roots.pem", "self.pem", "incomplete.pem", "many.pem"}
    assert {
        name for name in written if name not in allowed and not name.startswith(("archive", "."))
    } == set()
