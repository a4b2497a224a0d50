"""What holds for all tests."""

import signal


def pytest_configure() -> None:
    """Hear interrupts, also where the tests were started in the background.

    A process that a test starts would otherwise not hear one that comes before it has set a handler.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Call bytes and long text by their argument.

    gzip writes the time into its bytes, and every worker must name a test alike; a whole page is no name.
    """
    return argname if isinstance(val, bytes) or (isinstance(val, str) and len(val) > 100) else None
