"""Chromium behind a proxy of our own: started, guarded, read, ended."""
