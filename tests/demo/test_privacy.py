"""The lists of the township: numbers that pass every check, and files made the same every time."""

from auditbot.attachments.examine import examine
from auditbot.attachments.facts import Bounds
from auditbot.attachments.kinds import kind_of
from auditbot.demo import privacy
from auditbot.demo.faults.personal import GRANTS, MEMBERS
from auditbot.extract.personal.identity_numbers import born, is_bank_card, is_mobile
from auditbot.model.attachment import Kind


def test_numbers_of_nobody_that_look_real() -> None:
    assert all(born(privacy.identity_number(serial)) for serial in range(4))
    assert all(is_mobile(privacy.mobile_number(serial)) for serial in range(10))
    assert all(is_bank_card(privacy.card_number(serial)) for serial in range(9))


def test_one_workbook_hides_its_source() -> None:
    books = privacy.workbooks()
    assert books == privacy.workbooks()
    told = {path: examine(book.body, kind_of(book.body), Bounds()) for path, book in books.items()}
    assert {kind_of(book.body) for book in books.values()} == {Kind.XLSX}
    assert [sheet.hidden for sheet in told[GRANTS].sheets] == [False, True]
    assert privacy.identity_number(0) in (told[GRANTS].text or "")
    assert privacy.identity_number(0) not in (told[MEMBERS].text or "")
