"""Many terms in one text."""

from checks.shared.terms import Terms


def test_terms_are_found_exactly_and_in_one_order() -> None:
    terms = Terms(["青禾", "青禾区政府", "甲", "乙丙", "青禾", ""])
    assert terms.found_in("青禾区政府甲") == ("甲", "青禾", "青禾区政府")
    assert terms.found_in("乙 丙") == ()
    assert terms.found_in("") == ()
    assert Terms([]).found_in("青禾") == ()


def test_thousands_of_terms_cost_no_more_than_the_text() -> None:
    terms = Terms(f"词{number:05}" for number in range(20_000))
    assert terms.found_in("有词01234和词1") == ("词01234",)
