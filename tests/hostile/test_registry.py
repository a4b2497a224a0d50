from collections import Counter

from tests.hostile.registry import CASES, COUNTS, REASONS, SITEMAPS

IDS = {f"{kind}{number:02}" for kind, count in COUNTS.items() for number in range(1, count + 1)}


def test_every_id_of_the_catalogue_is_a_case_or_has_a_reason() -> None:
    shown = {case.id for case in CASES} | {case.id for case in SITEMAPS}
    assert shown | set(REASONS) == IDS
    assert not shown & set(REASONS)
    assert sum(COUNTS.values()) == 97


def test_no_two_cases_are_in_each_others_way() -> None:
    assert max(Counter(map(str, (*CASES, *SITEMAPS))).values()) == 1
    assert max(Counter(case.url for case in CASES).values()) == 1


def test_hosts_are_names_that_can_be_asked_for() -> None:
    odd = [
        case
        for case in CASES
        if len(case.host) > 253 or ".." in case.host or len(case.host.split(".")[0]) > 63
    ]
    assert {case.id for case in odd} == {"D12"}
