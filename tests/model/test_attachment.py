"""What can be judged of a file, and why not."""

import pytest

from auditbot.model.attachment import AttachmentFacts, Kind


def test_a_document_with_its_text() -> None:
    assert AttachmentFacts(Kind.PDF, 9, text="公开指南", remarks=("script",)).unreadable == ""


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (AttachmentFacts(Kind.HTML, 9), "not-a-document"),
        (AttachmentFacts(Kind.EMPTY, 0), "not-a-document"),
        (AttachmentFacts(Kind.OLE, 9, encrypted=True, remarks=("text-unread",)), "encrypted"),
        (AttachmentFacts(Kind.DOCX, 9, remarks=("bomb",)), "bomb"),
        (AttachmentFacts(Kind.DOCX, 9, text="一", damaged=True), "damaged"),
        (AttachmentFacts(Kind.PDF, 9, text="", scanned=True), "scanned"),
        (AttachmentFacts(Kind.RTF, 9, remarks=("text-unread",)), "text-unread"),
        (AttachmentFacts(Kind.PDF, 9, text="一", remarks=("pages-unread",)), "partly"),
        (AttachmentFacts(Kind.PDF, 9, text="一", remarks=("time-cut",)), "partly"),
    ],
)
def test_what_cannot_be_judged(facts: AttachmentFacts, reason: str) -> None:
    assert facts.unreadable == reason
