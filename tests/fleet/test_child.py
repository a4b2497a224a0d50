"""The process of one audit, however it behaves."""

import asyncio
import signal
from pathlib import Path
from time import monotonic

import pytest

from auditbot.fleet.child import Child, Patience
from auditbot.fleet.ends import How, how_ended
from auditbot.fleet.messages import Begun, Ended, Message
from auditbot.model.audit import StopReason
from tests.fleet.children import PATIENT, STUBBORN, at_work, child, ended

LONG = Patience(60, 60)


class Heard(list[Message]):
    """What a child told; says when it has begun."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = asyncio.Event()

    def hear(self, message: Message) -> None:
        self.append(message)
        self.begun.set()


async def ran(command: tuple[str, ...], patience: Patience = LONG) -> tuple[How, Child, Heard]:
    heard = Heard()
    one = Child(command, patience, heard.hear)
    code = await one.run()
    stopped = next((message.stopped for message in heard if isinstance(message, Ended)), None)
    return how_ended(code, one.asked, stopped), one, heard


async def test_an_audit_that_ends_well() -> None:
    how, one, heard = await ran(at_work(0.0, 1))
    assert how is How.DONE
    assert [type(message) for message in heard] == [Begun, Ended]
    assert (one.output.noise, one.output.last_words) == (0, "")


@pytest.mark.parametrize(
    ("does", "how", "words"),
    [
        ("tell('no such framework'); sys.exit(2)", How.REFUSED, "no such framework"),
        ("tell('disk'); sys.exit(4)", How.FAULT, "disk"),
        ("os._exit(0)", How.CRASHED, ""),
        ("raise SystemExit(77)", How.CRASHED, ""),
        ("os.kill(os.getpid(), signal.SIGKILL)", How.CRASHED, ""),
        ("os.kill(os.getpid(), signal.SIGSEGV)", How.CRASHED, ""),
        ("1 / 0", How.CRASHED, "ZeroDivisionError: division by zero"),
        (ended(StopReason.UNREACHABLE) + "; sys.exit(3)", How.DONE, ""),
        (ended(StopReason.INTERRUPTED) + "; sys.exit(3)", How.INTERRUPTED, ""),
        (ended() + "; os.abort()", How.CRASHED, ""),
    ],
)
async def test_ways_to_end(does: str, how: How, words: str) -> None:
    came, one, _ = await ran(child(does))
    assert came is how
    assert one.output.last_words == words


async def test_one_that_cannot_be_started() -> None:
    with pytest.raises(OSError, match="no-such-program"):
        await Child(("/no-such-program",), LONG, lambda _: None).run()


async def test_over_its_time_it_ends_with_a_report() -> None:
    how, _, heard = await ran(PATIENT, Patience(0.2, 0.4))
    assert how is How.LATE
    assert isinstance(heard[-1], Ended)


async def test_over_its_time_and_deaf_it_is_killed() -> None:
    began = monotonic()
    how, _, _ = await ran(STUBBORN, Patience(0.1, 0.3))
    assert how is How.HUNG
    assert monotonic() - began < 10


@pytest.mark.parametrize(("command", "how"), [(PATIENT, How.INTERRUPTED), (STUBBORN, How.KILLED)])
async def test_asked_to_end(command: tuple[str, ...], how: How) -> None:
    heard = Heard()
    one = Child(command, Patience(60, 0.3), heard.hear)
    running = asyncio.create_task(one.run())
    await heard.begun.wait()
    one.stop()
    assert how_ended(await running, one.asked, StopReason.INTERRUPTED) is how


@pytest.mark.parametrize("way", [Child.stop, Child.kill])
async def test_ended_before_it_began(way: object) -> None:
    one = Child(STUBBORN, Patience(60, 0.2), lambda _: None)
    assert callable(way)
    way(one)
    assert await one.run() < 0


async def test_killed_while_it_is_asked() -> None:
    heard = Heard()
    one = Child(STUBBORN, LONG, heard.hear)
    running = asyncio.create_task(one.run())
    await heard.begun.wait()
    one.stop()
    one.kill()
    assert how_ended(await running, one.asked, None) is How.KILLED


async def test_a_flood_is_slowed_and_cut() -> None:
    flood = "signal.signal(signal.SIGINT, signal.SIG_DFL)\nwhile True: os.write(2, b'x' * 65536)"
    how, one, _ = await ran(child(flood), Patience(2.2, 0.3))
    assert how is How.LATE
    assert one.output.floods
    assert one.output.noise < 8 * 1024 * 1024
    assert len(one.output.last_words) <= 200


async def test_what_it_leaves_behind_holds_nothing_up_and_is_ended() -> None:
    """A grandchild keeps standard error open, in the session of the child."""
    does = "p = subprocess.Popen(['sleep', '60']); tell(str(p.pid)); os._exit(9)"
    began = monotonic()
    how, one, _ = await ran(child(does))
    assert how is How.CRASHED
    assert monotonic() - began < 10
    assert await gone(int(one.output.last_words))


async def test_what_it_started_in_another_session_is_killed_with_it() -> None:
    does = (
        "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "p = subprocess.Popen(['sleep', '60'], start_new_session=True)\n"
        "tell(str(p.pid)); time.sleep(60)"
    )
    how, one, _ = await ran(child(does), Patience(0.5, 0.2))
    assert how is How.HUNG
    assert await gone(int(one.output.last_words))


async def gone(process: int) -> bool:
    """Whether a process has ended, or does soon."""
    for _ in range(100):
        if not runs(process):
            return True
        await asyncio.sleep(0.02)
    return False


def runs(process: int) -> bool:
    """Whether there is such a process, and not what is left of one."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_signals_have_names() -> None:
    assert how_ended(-signal.SIGKILL, None, None) is How.CRASHED
    assert how_ended(-signal.SIGKILL, How.LATE, StopReason.INTERRUPTED) is How.HUNG
    assert how_ended(-signal.SIGINT, How.INTERRUPTED, None) is How.INTERRUPTED
