"""How hypothesis is used here: the same examples every time, and no more than there is time for."""

from hypothesis import HealthCheck, settings

MANY = settings(
    max_examples=120, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
FEW = settings(
    max_examples=25, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
