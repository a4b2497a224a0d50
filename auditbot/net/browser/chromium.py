"""Chromium: found, started in a process group of its own with its sandbox, and ended whole."""

import asyncio
import os
import secrets
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from auditbot.errors import EnvironmentProblem
from auditbot.model.audit import BrowserInfo
from auditbot.net.processes import arguments, members, memory
from auditbot.settings import MIB, Limits, Rendering

if TYPE_CHECKING:
    from auditbot.net.browser.devtools import DevTools

START_SECONDS = 15
"""From the start of the program to the first page that works."""

_REMOVALS = 60
"""How often its folder is looked at: what was killed may write for a moment still."""
_OTHER_MESSAGES = 16 * MIB
"""Bytes of a message on the debugging pipe, besides the page that it may carry with its letters escaped."""

_NAMES = ("google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "chromium-headless-shell")
_DOWNLOADS = (
    "chromium-*/chrome-linux*/chrome",
    "chromium_headless_shell-*/chrome-*linux*/*headless*shell",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
)
"""Where Playwright keeps its own browsers, below its cache folder."""

_FREE_USERS = range(61184, 65520)
"""Numbers that belong to nobody: systemd lends them to services for the time they run."""

_FEATURES = (
    "AutofillServerCommunication",
    "BackForwardCache",
    "CertificateTransparencyComponentUpdater",
    "DialMediaRouteProvider",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "Prerender2",
    "SpareRendererForSitePerProcess",
    "Translate",
)
"""Switched off: they talk to somebody else, ask for another address than the one given, or load ahead."""

_FLAGS = (
    "--headless",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-startup-window",
    "--enable-automation",
    # nothing that leaves by another way, or by itself
    "--proxy-bypass-list=<-loopback>",
    "--disable-quic",
    "--dns-prefetch-disable",
    "--dns-over-https-mode=off",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--no-pings",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-client-side-phishing-detection",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-breakpad",
    f"--disable-features={','.join(_FEATURES)}",
    # nothing that a page of text and links needs
    "--deny-permission-prompts",
    "--disable-notifications",
    "--disable-file-system",
    "--disable-speech-api",
    "--disable-print-preview",
    "--disable-remote-fonts",
    "--disable-3d-apis",
    "--disable-gpu",
    "--mute-audio",
    # a page in the background is as awake as one in front
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    # of this machine
    "--disable-dev-shm-usage",
    "--password-store=basic",
    "--use-mock-keychain",
    "--lang=zh-CN",
)


def find(rendering: Rendering) -> Path | None:
    """The browser to use: the configured one, else the first of the usual names, else Playwright's own."""
    if rendering.path:
        path = rendering.path.absolute()
        return path if os.access(path, os.X_OK) and path.is_file() else None
    for name in _NAMES:
        if found := shutil.which(name):
            return Path(found).absolute()
    return max(_downloaded(), default=None)


def _downloaded() -> Iterator[Path]:
    cache = os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright"
    for pattern in _DOWNLOADS:
        yield from (path for path in Path(cache).glob(pattern) if os.access(path, os.X_OK))


@dataclass(slots=True)
class Chromium:
    """A running browser: a process group, a profile folder, and the debugging pipe."""

    process: asyncio.subprocess.Process
    profile: Path
    devtools: "DevTools"
    info: BrowserInfo
    user_agent: str
    endpoint: str
    """Where Playwright connects to."""

    def heaviest(self) -> int:
        """Bytes of memory in use by the largest of its processes."""
        return max(map(memory, members(self.process.pid)), default=0)

    def kill(self) -> None:
        """End every process of it at once."""
        _kill(self.process)

    async def close(self) -> None:
        """Kill it, wait for its end, and remove its folder."""
        await _discard(self.process, self.profile, self.devtools)


async def launch(
    path: Path, proxy_port: int, limits: Limits, *, sandbox: bool = True, trusted: tuple[str, ...] = ()
) -> Chromium:
    """Start the browser; it answers when this returns. Raises EnvironmentProblem when it does not.

    ``trusted`` are SHA-256 digests, in Base64, of public keys that vouch for a server besides the usual ones.
    As root it runs as a user that owns nothing else, since the sandbox refuses root, rightly.
    """
    user = _free_user() if os.geteuid() == 0 else None
    largest = _OTHER_MESSAGES + 4 * limits.page_bytes
    profile = process = devtools = None
    try:
        profile = _profile(user)
        flags = _arguments(profile, proxy_port, limits, sandbox=sandbox, trusted=trusted)
        process, devtools = await _start([str(path), *flags], profile, user, largest)
        async with asyncio.timeout(START_SECONDS):
            version = await devtools.ask("Browser.getVersion")
            endpoint = await devtools.serve()
    except BaseException as fault:
        await _discard(process, profile, devtools)
        if isinstance(fault, OSError):
            raise EnvironmentProblem(f"{path} did not start: {str(fault) or 'no answer'}") from fault
        raise
    info = BrowserInfo(
        path=str(path),
        version=str(version.get("product", "")),
        sandboxed=sandbox and not _says_no_sandbox(process.pid),
    )
    return Chromium(process, profile, devtools, info, str(version.get("userAgent", "")), endpoint)


def _profile(user: int | None) -> Path:
    """A new folder of the browser's own user."""
    profile = Path(tempfile.mkdtemp(prefix="auditbot-chromium-"))
    if user is not None:
        os.chown(profile, user, user)
    return profile


def _arguments(
    profile: Path, proxy_port: int, limits: Limits, *, sandbox: bool, trusted: tuple[str, ...]
) -> Iterator[str]:
    yield from _FLAGS
    yield f"--user-data-dir={profile}"
    yield f"--proxy-server=http://127.0.0.1:{proxy_port}"
    # no name but the proxy's address means anything to it: nothing can be asked of a name server
    yield "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    # wider than what the watch on memory allows: a heap at its own limit only gets slower and slower
    yield f"--js-flags=--max-old-space-size={2 * limits.render_memory // MIB}"
    if trusted:
        yield f"--ignore-certificate-errors-spki-list={','.join(trusted)}"
    if not sandbox:
        yield "--no-sandbox"


async def _start(
    command: list[str], profile: Path, user: int | None, largest: int
) -> tuple[asyncio.subprocess.Process, "DevTools"]:
    """The shell puts the pipe where Chromium looks for it, and removes the folder should we be gone."""
    process = await asyncio.create_subprocess_exec(
        "/bin/sh",
        "-c",
        '"$@" 3<&0 4>&1 </dev/null >/dev/null; rm -rf -- "$0"',
        str(profile),
        *command,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        limit=largest,
        cwd=profile,
        env=_environment(profile),
        start_new_session=True,
        user=user,
        group=user,
        extra_groups=None if user is None else [],
    )
    assert process.stdin
    assert process.stdout
    from auditbot.net.browser.devtools import DevTools  # a web server is loaded where a browser runs, alone

    return process, DevTools(process.stdout, process.stdin, largest)


def _environment(profile: Path) -> dict[str, str]:
    """Nothing of ours but the way to its programs: variables hold proxies and secrets."""
    path = os.environ.get("PATH", os.defpath)
    return {"PATH": path, "HOME": str(profile), "TMPDIR": str(profile), "LANG": "zh_CN.UTF-8"}


def _free_user() -> int:
    import pwd  # not on every system

    taken = {entry.pw_uid for entry in pwd.getpwall()}
    return secrets.choice([number for number in _FREE_USERS if number not in taken])


def _says_no_sandbox(group: int) -> bool:
    """Whether a start script of the machine's owner switched the sandbox off."""
    return any("--no-sandbox" in arguments(process) for process in members(group))


def _kill(process: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


async def _discard(
    process: asyncio.subprocess.Process | None, profile: Path | None, devtools: "DevTools | None"
) -> None:
    try:
        if process:
            _kill(process)
            await process.wait()
        if devtools:
            await devtools.close()
        for _ in range(_REMOVALS):
            if _removed(profile, process):
                break
            await asyncio.sleep(0.05)
    finally:
        _remove(profile)


def _removed(profile: Path | None, process: asyncio.subprocess.Process | None) -> bool:
    """Whether the folder is gone, and nobody left who could write to it again."""
    if process and members(process.pid):
        return False
    _remove(profile)
    return profile is None or not profile.exists()


def _remove(profile: Path | None) -> None:
    if profile:
        shutil.rmtree(profile, ignore_errors=True)
