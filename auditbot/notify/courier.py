"""Delivers what is due, one after the other, and writes down what became of it."""

from asyncio import CancelledError, create_task, shield, to_thread, wait
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from auditbot.model.text import Lang
from auditbot.notify.channel import Channel, Letter, Undelivered
from auditbot.notify.letters import digest_of
from auditbot.notify.outbox import Delivery, Outbox
from auditbot.notify.secret import scrubbed

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Round:
    """What one round came to, in deliveries."""

    sent: int = 0
    failed: int = 0
    left: int = 0
    """Due, and not tried: their channel was of no use."""


class Courier:
    """Takes letters from the outbox to the channels. The outbox may block: it is called in threads."""

    def __init__(
        self,
        outbox: Outbox,
        channels: Mapping[str, Channel],
        clock: Callable[[], datetime],
        lang: Lang = Lang.ZH,
    ) -> None:
        self._outbox = outbox
        self._channels = channels
        self._clock = clock
        self._lang = lang

    async def round(self) -> Round:
        """Try once all that is due. A channel that is of no use is left alone until the next round."""
        await to_thread(self._outbox.recover, self._clock())
        sent = failed = left = 0
        useless: set[str] = set()
        for batch in _batches(await to_thread(self._outbox.due, self._clock())):
            name = batch[0].post.channel
            if name in useless or name not in self._channels:
                left += len(batch)
                continue
            mine, trouble = await _to_its_end(self._try(self._channels[name], batch))
            if trouble is None:
                sent += mine
                continue
            failed += mine
            if not trouble.recipient_only:
                useless.add(name)
        return Round(sent, failed, left)

    async def _try(self, channel: Channel, batch: Sequence[Delivery]) -> tuple[int, Undelivered | None]:
        """Send what nobody else is sending; gives how much that is."""
        held = await to_thread(self._outbox.begin, [one.id for one in batch], self._clock())
        mine = [one for one in batch if one.id in held]
        return len(mine), await self._deliver(channel, mine) if mine else None

    async def _deliver(self, channel: Channel, batch: Sequence[Delivery]) -> Undelivered | None:
        post = batch[0].post
        notice = digest_of([one.post.notice for one in batch], self._lang)
        repeated = any(one.repeated for one in batch)
        letter = Letter.of(notice, post.channel, post.recipient, repeated=repeated, lang=self._lang)
        trouble = await channel.deliver(letter, post.recipient)
        ids = [one.id for one in batch]
        if trouble is None:
            await to_thread(self._outbox.delivered, ids, self._clock())
        else:
            said = scrubbed(trouble.detail, channel.secrets)
            await to_thread(self._outbox.failed, ids, self._clock(), said, unsure=trouble.unsure)
        return trouble


async def _to_its_end(work: Coroutine[Any, Any, T]) -> T:
    """Let a letter that is on its way arrive, and be marked, though the round is cancelled meanwhile."""
    task = create_task(work)
    try:
        return await shield(task)
    except CancelledError:
        await wait([task])
        raise


def _batches(due: Sequence[Delivery]) -> list[list[Delivery]]:
    """What goes out together: what is gathered, by channel and recipient; everything else by itself.

    What may have arrived before is not mixed with what has not: only it is marked as a repetition.
    """
    batches: dict[tuple[object, ...], list[Delivery]] = {}
    for one in due:
        post = one.post
        together = (post.channel, post.recipient, one.tries, one.repeated)
        batches.setdefault(together if post.gathered else (one.id,), []).append(one)
    return list(batches.values())
