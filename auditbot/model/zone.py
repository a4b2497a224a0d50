"""The time of China, in which duties are counted and people read the clock."""

from datetime import timedelta, timezone

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
