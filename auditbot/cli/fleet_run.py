"""A fleet under its display and its signals."""

import asyncio
from collections.abc import Callable

from auditbot.cli.fleet_display import Display
from auditbot.cli.interrupts import on_interrupt
from auditbot.fleet.dispatch import Fleet
from auditbot.model.text import Text


async def run_fleet(fleet: Fleet, display: Display) -> None:
    """Run it to its end; Ctrl-C ends it early."""
    showing = asyncio.create_task(display.keep_showing(fleet))
    try:
        with on_interrupt(_ending(fleet, display)), display.open():
            await fleet.run()
    finally:
        showing.cancel()


def _ending(fleet: Fleet, display: Display) -> Callable[[], None]:
    """The first Ctrl-C ends the running audits with partial reports; the second ends them at once."""

    def interrupt() -> None:
        if fleet.stopped:
            fleet.kill()
        else:
            display.say(_ENDING)
            fleet.stop()

    return interrupt


_ENDING = Text(
    "正在收尾：进行中的网站做完当前页面后生成部分报告，其余不再开始（再按一次 Ctrl-C 立即结束）",
    "ending: what runs stops after its page with a partial report, nothing else begins (Ctrl-C again: now)",
)
