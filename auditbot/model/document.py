"""The base of everything that is read from a file or written to one."""

from pydantic import BaseModel, ConfigDict


class Document(BaseModel):
    """Frozen, and strict about unknown keys: a misspelt key must not be silently ignored."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, use_attribute_docstrings=True
    )
