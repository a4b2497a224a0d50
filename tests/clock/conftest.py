"""The clock's tests run on the store's two databases."""

from tests.store.conftest import named, postgres, shared, store, template, template_file

__all__ = ["named", "postgres", "shared", "store", "template", "template_file"]
