"""Delivers what is due, one after the other, and writes down what became of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from auditbot.model.text import Lang
from auditbot.notify.channel import Channel, Letter, Undelivered
from auditbot.notify.letters import digest_of
from auditbot.notify.outbox import Delivery, Outbox
from auditbot.notify.secret import scrubbed


@dataclass(frozen=True, slots=True)
class Round:
    """What one round came to, in deliveries."""

    sent: int = 0
    failed: int = 0
    left: int = 0
    """Due, and not tried: their channel was of no use."""


class Courier:
    """Takes letters from the outbox to the channels."""

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
        self._outbox.recover(self._clock())
        sent = failed = left = 0
        useless: set[str] = set()
        for batch in _batches(self._outbox.due(self._clock())):
            name = batch[0].post.channel
            if name in useless or name not in self._channels:
                left += len(batch)
                continue
            held = self._outbox.begin([one.id for one in batch], self._clock())
            mine = [one for one in batch if one.id in held]
            if not mine:
                continue
            trouble = await self._deliver(self._channels[name], mine)
            if trouble is None:
                sent += len(mine)
                continue
            failed += len(mine)
            if not trouble.recipient_only:
                useless.add(name)
        return Round(sent, failed, left)

    async def _deliver(self, channel: Channel, batch: Sequence[Delivery]) -> Undelivered | None:
        post = batch[0].post
        notice = digest_of([one.post.notice for one in batch], self._lang)
        repeated = any(one.repeated for one in batch)
        letter = Letter.of(notice, post.channel, post.recipient, repeated=repeated, lang=self._lang)
        trouble = await channel.deliver(letter, post.recipient)
        ids = [one.id for one in batch]
        if trouble is None:
            self._outbox.delivered(ids, self._clock())
        else:
            said = scrubbed(trouble.detail, channel.secrets)
            self._outbox.failed(ids, self._clock(), said, unsure=trouble.unsure)
        return trouble


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
