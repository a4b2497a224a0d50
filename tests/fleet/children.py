"""Processes that stand in for audits: each does one thing and ends, or does not."""

import sys

from auditbot.fleet.messages import Begun, Ended, Message
from auditbot.model.audit import Grade, StopReason

_HEAD = """\
import os, signal, subprocess, sys, time
def tell(line): sys.stderr.write(line + "\\n"); sys.stderr.flush()
"""


def child(does: str) -> tuple[str, ...]:
    """The command that runs a script; ``tell`` prints a line for the fleet."""
    return (sys.executable, "-S", "-E", "-c", _HEAD + does)


def says(message: Message) -> str:
    """The statement that tells a message."""
    return f"tell({message.model_dump_json()!r})"


def ended(stopped: StopReason = StopReason.EXHAUSTED) -> str:
    """The statement that tells the end of an audit."""
    return says(Ended(folder="f", stopped=stopped, grade=Grade.QUALIFIED, pages=7, failed={}))


def at_work(pause: float, code: int = 0) -> tuple[str, ...]:
    """An audit that takes a while and ends well."""
    return child(f"{says(Begun(folder='f'))}\ntime.sleep({pause})\n{ended()}\nsys.exit({code})")


_GLANCE = Ended(folder="g", stopped=StopReason.EXHAUSTED, grade=None, pages=2, failed={})
GLANCE = child(f"{says(Begun(folder='g'))}\n{says(_GLANCE)}")
"""A glance that ends well: it gives no grade."""
PATIENT = child(
    "def stop(*_):\n"
    f"    {ended(StopReason.INTERRUPTED)}\n"
    "    sys.exit(3)\n"
    "signal.signal(signal.SIGINT, stop)\n"
    f"{says(Begun(folder='f'))}\n"
    "time.sleep(60)"
)
"""An audit that goes on until it is asked to end, and then ends with a report."""
STUBBORN = child(
    "signal.signal(signal.SIGINT, signal.SIG_IGN)\n" + says(Begun(folder="f")) + "\ntime.sleep(60)"
)
"""An audit that does not hear."""
