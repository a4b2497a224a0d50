"""The child process that parses pages on trial: reads lengths and pages, answers with seconds and depths.

Run by path with nothing of ours imported, so that it starts quickly. Protocol: the parent writes four bytes
(length, big-endian) and a page in UTF-8; the child answers with one line, ``seconds depth``, in decimal.
What a page must not use up is set before the first is read; who exceeds it is ended by the system.
"""

import resource
import signal
import struct
import sys
import time
from typing import BinaryIO

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode


def depth_of(tree: LexborHTMLParser) -> int:
    """Levels of the tree; walked without recursion."""
    node: LexborNode | None = tree.root
    depth = deepest = 1
    while node is not None:
        below = node.first_child
        if below is not None:
            depth += 1
            deepest = max(deepest, depth)
            node = below
            continue
        while node is not None and depth > 1 and node.next is None:
            node = node.parent
            depth -= 1
        node = node.next if node is not None and depth > 1 else None
    return deepest


def parse(page: bytes) -> tuple[float, int]:
    """Parse, search and read one page. Returns CPU seconds and depth."""
    began = time.process_time()
    tree = LexborHTMLParser(page, options=LexborDocumentOptions.WO_EVENTS)
    tree.css("[href],[src]")
    if tree.body:
        tree.body.text()
    return time.process_time() - began, depth_of(tree)


def serve(pages: BinaryIO, answers: BinaryIO, seconds: float) -> None:
    """Answer for one page after another until there are no more."""
    while len(head := pages.read(4)) == 4:
        page = pages.read(struct.unpack(">I", head)[0])
        signal.setitimer(signal.ITIMER_PROF, seconds)
        taken, depth = parse(page)
        signal.setitimer(signal.ITIMER_PROF, 0)
        answers.write(f"{taken:.6f} {depth}\n".encode())
        answers.flush()


def main() -> None:
    """Set the limits given as arguments (CPU seconds a page, bytes of memory), then serve."""
    seconds, memory = float(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    serve(sys.stdin.buffer, sys.stdout.buffer, seconds)


if __name__ == "__main__":
    main()
