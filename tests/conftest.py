"""What holds for all tests."""

import signal


def pytest_configure() -> None:
    """Hear interrupts, also where the tests were started in the background.

    A process that a test starts would otherwise not hear one that comes before it has set a handler.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
