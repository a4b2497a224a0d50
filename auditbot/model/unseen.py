"""Values of ``PageFacts.unseen`` that no browser could mend: the page, or its end, was not read.

What such a page seems to lack may stand on it.
"""

CUT = "page-cut"
"""Its end was not parsed."""
READ_FAULT = "read-fault"
"""The reading itself broke: a fault of ours."""
TOO_SLOW = "parse-too-slow"
TOO_BIG = "parse-too-big"
"""Parsing it took too much memory, or broke the parser."""
TOO_DEEP = "parse-too-deep"
NOT_TRIED = "parse-not-tried"
"""It might have stalled the parser, and there was no other process in which to try it."""

NOT_READ = frozenset({CUT, READ_FAULT, TOO_SLOW, TOO_BIG, TOO_DEEP, NOT_TRIED})
