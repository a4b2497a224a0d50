"""What is asked of a page in the browser, so that the page can neither forge nor prevent the answer.

A page can give words of the language another meaning; therefore scripts run in a world of their own. It can
name elements like properties of the document; therefore those are read off the prototypes.
"""

from typing import Any, NamedTuple

WORLD = "auditbot"
"""Where scripts see the page's elements, but nothing that the page's own scripts have changed."""
_READ = "const read = (kind, name, of) => Reflect.get(kind.prototype, name, of);"
SEEN = f"""(() => {{ {_READ}
  const root = read(Document, 'documentElement', document);
  const all = Document.prototype.getElementsByTagName.call(document, '*');
  const text = root ? read(Node, 'textContent', root) : '';
  return [read(Document, 'readyState', document), all.length, text.length];
}})()"""
HTML = f"""((most) => {{ {_READ}
  const root = read(Document, 'documentElement', document);
  const type = read(Document, 'doctype', document);
  const html = root ? read(Element, 'outerHTML', root) : '';
  if (html.length > most) return html.length;
  return (type ? new XMLSerializer().serializeToString(type) + '\\n' : '') + html;
}})"""


class Seen(NamedTuple):
    """What tells one state of a page from another. Moving elements about is no change, nor is a clock."""

    ready: str
    """``loading``, ``interactive`` or ``complete``."""
    elements: int
    text: int
    """Letters of text, scripts and styles included."""


def seen(answer: Any) -> Seen | None:
    """Read the answer to ``SEEN``."""
    return Seen(*answer) if isinstance(answer, list) and len(answer) == 3 else None
