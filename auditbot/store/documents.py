"""Whole documents that lie in a column."""

from typing import TypeVar

from pydantic import ValidationError

from auditbot.errors import StoreError
from auditbot.model.document import Document
from auditbot.model.text import Text

D = TypeVar("D", bound=Document)


def read_document(kind: type[D], text: str, named: str) -> D:
    """A document of the store. Raises StoreError for one that this version cannot read."""
    try:
        return kind.model_validate_json(text)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise StoreError(
            Text(f"办公库中 {named} 的内容读不了：{where}", f"the store's {named} cannot be read: {where}"),
            Text("由更新的版本写入？请升级 auditbot", "written by a newer auditbot? install that"),
        ) from None
