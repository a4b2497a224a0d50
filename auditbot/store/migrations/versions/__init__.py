"""``v<version>.py``: what brings the version before to this one."""
