"""What an audit could see: how far it went, and with what eyes."""

from collections.abc import Sequence

from auditbot.model.audit import Audit
from auditbot.model.site import Site
from auditbot.url import bare, split

_EXTERNAL = "*external links*"
_BROWSER = "*browser*"


def extent_of(audit: Audit) -> tuple[str, ...]:
    """Hosts and folders without scheme, and marks for external links and the browser, if it had them."""
    links = audit.settings.get("links")
    external = isinstance(links, dict) and links.get("external") == "check"
    eyes = (*((_EXTERNAL,) if external else ()), *((_BROWSER,) if audit.vantage.browser else ()))
    return (*_places(audit.site), *eyes)


def _places(site: Site) -> tuple[str, ...]:
    """Each host or folder; what lies in it begins with it."""
    if site.prefixes:
        return tuple(sorted(f"{bare(split(url).host)}{split(url).path}" for url in site.prefixes))
    hosts = site.hosts or (split(site.home).host,)
    return tuple(sorted({f"{bare(host.lower())}/" for host in hosts}))


def covers(now: Sequence[str], before: Sequence[str]) -> bool:
    """What was seen before would be seen now."""
    return all(any(part.startswith(seen) for seen in now) for part in before)
