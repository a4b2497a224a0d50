"""What the process of one audit tells its fleet: a line of JSON each, on its standard error."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from auditbot.model.audit import Grade, StopReason
from auditbot.model.outcome import Severity

_Count = Annotated[int, Field(ge=0, le=10**12)]
_Short = Annotated[str, Field(max_length=300)]


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Begun(_Message):
    """The audit has a folder."""

    fleet: Literal["begun"] = "begun"
    folder: Annotated[str, Field(max_length=4096)]


class Tick(_Message):
    """How far it is. ``rate`` is addresses a second."""

    fleet: Literal["tick"] = "tick"
    stage: _Short = "start"
    pages: _Count = 0
    targets: _Count = 0
    waiting: _Count = 0
    rate: Annotated[float, Field(ge=0, le=1e9)] = 0.0
    trouble: _Short = ""


class Ended(_Message):
    """The audit has ended and its reports are written. ``memory`` is the largest resident size, in bytes."""

    fleet: Literal["ended"] = "ended"
    folder: Annotated[str, Field(max_length=4096)]
    stopped: StopReason
    detail: _Short = ""
    grade: Grade | None
    """``None``: a glance, which gives none."""
    pages: _Count
    failed: dict[Severity, _Count]
    """Findings by severity."""
    memory: _Count = 0


Message = Begun | Tick | Ended
_ANY: TypeAdapter[Message] = TypeAdapter(Annotated[Message, Field(discriminator="fleet")])


def heard(line: bytes) -> Message | None:
    """The message that a line is, or ``None`` for anything else that a process may print."""
    if not line.startswith(b'{"fleet":'):
        return None
    try:
        return _ANY.validate_json(line)
    except ValidationError:
        return None
