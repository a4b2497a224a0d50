"""Who may see an overview: an internal draft, until the head of the government has approved its publication.

A ranking or a list of faults of others is made public only with the approval of the principal head of the
government; the paper then says who approved it, and when. Nothing else takes the mark away.
"""

from dataclasses import dataclass
from datetime import date

from auditbot.errors import ConfigError
from auditbot.model.text import Text

INTERNAL = Text("内部资料 未经批准不得公开", "Internal: not for publication without approval")
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Approval:
    """Leave to publish: given by whom, on what day."""

    name: str
    day: date

    def __post_init__(self) -> None:
        """Refuse what names nobody. Raises ConfigError."""
        letters = [letter for letter in self.name if letter.isalpha()]
        if not letters or not self.name.isprintable() or len(self.name) > _LONGEST_NAME:
            raise ConfigError(
                Text(f"批准人姓名不可用：{self.name!r}", f"not the name of a person: {self.name!r}"),
                Text("请写明批准公开的负责人", "name the person who approved the publication"),
            )


def approval(*, wanted: bool, name: str | None, day: date | None, today: date) -> Approval | None:
    """Leave to publish as it was asked for; nothing where it was not. Raises ConfigError.

    ``today``: nothing is approved on a day to come.
    """
    if not wanted:
        if name or day:
            raise ConfigError(
                Text("写了批准人或日期，却没有 --for-publication", "an approval without --for-publication"),
            )
        return None
    if not name or day is None:
        raise ConfigError(
            Text(
                "公开发布须写明由谁、在哪一天批准",
                "publication needs to say who approved it, and on what day",
            ),
            Text("请加 --approved-by 姓名 --approved-on 日期", "add --approved-by NAME --approved-on DATE"),
        )
    if day > today:
        raise ConfigError(Text(f"批准日期还没有到：{day}", f"a day to come: {day}"))
    return Approval(name.strip(), day)


def marking(approved: Approval | None) -> Text:
    """What stands on every page: that it is internal, or who approved its publication."""
    if approved is None:
        return INTERNAL
    return Text(
        f"经{approved.name}于{approved.day:%Y年%m月%d日}批准公开",
        f"Publication approved by {approved.name} on {approved.day}",
    )
