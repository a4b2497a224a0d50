"""One client for everything that is asked over HTTP, with bounds on every byte of the answer."""
