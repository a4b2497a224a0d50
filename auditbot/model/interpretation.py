"""What an interpretation of a policy shows of itself: its forms, what it tells, and who tells it."""

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """The ways in which a policy is interpreted."""

    TEXT = "text"
    GRAPHIC = "graphic"
    """图解, 一图读懂, long pictures."""
    ANIMATION = "animation"
    """动漫, 动画, 漫画."""
    VIDEO = "video"
    AUDIO = "audio"
    CONFERENCE = "conference"
    """新闻发布会, 吹风会, 访谈 with the press."""
    EXPERT = "expert"
    """专家解读."""


class Element(StrEnum):
    """What an interpretation is expected to tell."""

    BACKGROUND = "background"
    """背景依据."""
    AIMS = "aims"
    """目标任务."""
    CONTENT = "content"
    """主要内容."""
    SCOPE = "scope"
    """涉及范围."""
    STANDARDS = "standards"
    """执行标准."""
    TERMS = "terms"
    """关键词诠释."""
    BENEFITS = "benefits"
    """惠民利民举措."""
    CHANGES = "changes"
    """新旧政策差异."""


@dataclass(frozen=True, slots=True)
class Interpretation:
    """One interpretation page; every fact comes with the words, at most 60 characters, that show it."""

    forms: tuple[tuple[Form, str], ...] = ()
    elements: tuple[tuple[Element, str], ...] = ()
    interpreter: str = ""
    """The unit after 解读单位, 解读机关 and the like."""
    drafter: str = ""
    """The unit that the text says drafted the policy: 起草单位, 由……起草."""
    head: str = ""
    """The words by which the head of a unit (局长, 主要负责人 …) is its author or speaker."""

    @property
    def shown_as(self) -> frozenset[Form]:
        """Its forms alone."""
        return frozenset(form for form, _ in self.forms)

    @property
    def tells(self) -> frozenset[Element]:
        """Its elements alone."""
        return frozenset(element for element, _ in self.elements)
