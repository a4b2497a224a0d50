"""Ways to write the address of an inner host, with the address that each comes to; values only."""

from dataclasses import dataclass
from ipaddress import ip_address


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write an inner host in a URL."""

    id: str
    """Unique; letters, digits and hyphens, so that it may stand in a path."""
    host: str
    """As it stands between the slashes and the colon of the port, brackets and credentials included."""
    address: str
    """The address it comes to; empty where browsers take it for no address at all."""
    slashes: str = "//"
    """What stands between the scheme's colon and the host."""

    @property
    def heard(self) -> bool:
        """Whether a connection to it would arrive at a listener on ``LISTENED``."""
        if not self.address:
            return False
        parsed = ip_address(self.address)
        mapped = getattr(parsed, "ipv4_mapped", None)
        return str(mapped or parsed) in {*LISTENED, "0.0.0.0", "::"}

    def url(self, port: int = 80, path: str = "/", scheme: str = "http") -> str:
        """The whole address as a page would carry it, not canonical."""
        return f"{scheme}:{self.slashes}{self.host}:{port}{path}"


LISTENED = ("127.0.0.1", "127.0.0.2", "127.127.127.127", "::1")
"""Where a test listens for connections that must not come."""

NAMES = {
    "localhost": ("127.0.0.1", "::1"),
    "sub.localhost": ("127.0.0.1",),
    "localhost.localdomain": ("127.0.0.1",),
    "loop.inner.test": ("127.0.0.1",),
    "second.inner.test": ("127.0.0.2",),
    "six.inner.test": ("::1",),
    "any.inner.test": ("0.0.0.0",),
    "mapped.inner.test": ("::ffff:127.0.0.1",),
    "translated.inner.test": ("64:ff9b::7f00:1",),
    "private.inner.test": ("10.0.0.5", "192.168.1.1"),
    "local.inner.test": ("fe80::1", "fd00::1"),
    "metadata.inner.test": ("169.254.169.254",),
    "127.0.0.1.inner.test": ("127.0.0.1",),
    "0x7f.1.inner.test": ("127.0.0.1",),
    "xn--v6q792i.test": ("127.0.0.1",),
}
"""What a name server answers for the names among the spellings; in canonical form, without a last dot."""

_LOOPBACK = {
    "plain": "127.0.0.1",
    "two-parts": "127.1",
    "three-parts": "127.0.1",
    "decimal": "2130706433",
    "hex": "0x7f000001",
    "hex-upper": "0X7F000001",
    "hex-parts": "0x7f.0x0.0x0.0x1",
    "hex-zeros": "0x0000007f.1",
    "hex-short": "0x7f.1",
    "hex-empty-parts": "127.0x.0x.1",
    "octal": "0177.0.0.1",
    "octal-whole": "017700000001",
    "octal-whole-zeros": "00017700000001",
    "octal-zeros": "00000177.00.000.0001",
    "octal-last": "127.0.0.01",
    "mixed": "0177.0.0x1",
    "dot": "127.0.0.1.",
    "decimal-dot": "2130706433.",
    "percent-digits": "%31%32%37.0.0.1",
    "percent-dots": "127%2e0%2E0%2e1",
    "percent-last-dot": "127.0.0.1%2e",
    "percent-wide": "%EF%BC%91%EF%BC%92%EF%BC%97.0.0.1",
    "wide-digits": "１２７.０.０.１",
    "wide-dots": "127．0．0．1",
    "wide-all": "１２７．０．０．１",
    "wide-hex": "０ｘ７ｆ.1",
    "ideographic-dots": "127。0。0。1",
    "ideographic-last-dot": "127.0.0.1。",
    "half-width-dots": "127｡0｡0｡1",
    "circled": "①②⑦.⓪.⓪.①",
    "circled-decimal": "②①③⓪⑦⓪⑥④③③",
    "bold": "𝟏𝟐𝟕.𝟎.𝟎.𝟏",
    "raised": "¹²⁷.0.0.1",
    "lowered": "₁₂₇.0.0.1",
    "soft-hyphen": "127.0.0\u00ad.1",
    "zero-width": "127.0.0.\u200b1",
    "word-joiner": "127.\u20600.0.1",
    "tab": "127.0.\t0.1",
    "line-end": "127.0.0\n.1",
    "user": "a@127.0.0.1",
    "user-is-a-host": "www.test@127.0.0.1",
    "user-and-port": "www.test:80@127.0.0.1",
    "user-empty": "@127.0.0.1",
    "user-escaped": "www.test%2f:%40@127.0.0.1",
    "user-twice": "a@www.test@127.0.0.1",
}
_OTHER = {
    "second": ("127.0.0.2", "127.0.0.2"),
    "second-decimal": ("2130706434", "127.0.0.2"),
    "far": ("127.127.127.127", "127.127.127.127"),
    "far-short": ("127.8355711", "127.127.127.127"),
    "any": ("0.0.0.0", "0.0.0.0"),
    "any-short": ("0", "0.0.0.0"),
    "any-hex": ("0x0", "0.0.0.0"),
    "any-hex-empty": ("0x", "0.0.0.0"),
    "any-octal": ("00", "0.0.0.0"),
    "this-network": ("0.1.2.3", "0.1.2.3"),
    "ten": ("10.0.0.1", "10.0.0.1"),
    "ten-short": ("10.1", "10.0.0.1"),
    "ten-decimal": ("167772161", "10.0.0.1"),
    "ten-octal": ("012.1", "10.0.0.1"),
    "ten-ideographic": ("10。0。0。1", "10.0.0.1"),
    "private-172": ("172.16.0.1", "172.16.0.1"),
    "private-172-hex": ("0xac.0x10.1", "172.16.0.1"),
    "private-192": ("192.168.1.1", "192.168.1.1"),
    "private-192-three": ("192.168.257", "192.168.1.1"),
    "private-192-octal": ("0300.0250.1.1", "192.168.1.1"),
    "metadata": ("169.254.169.254", "169.254.169.254"),
    "metadata-decimal": ("2852039166", "169.254.169.254"),
    "metadata-hex": ("0xa9fea9fe", "169.254.169.254"),
    "metadata-octal": ("0251.0376.0251.0376", "169.254.169.254"),
    "metadata-carrier": ("100.100.100.200", "100.100.100.200"),
    "protocol-assignments": ("192.0.0.192", "192.0.0.192"),
    "relay-6to4": ("192.88.99.1", "192.88.99.1"),
    "benchmark": ("198.18.0.1", "198.18.0.1"),
    "multicast": ("224.0.0.1", "224.0.0.1"),
    "reserved": ("240.0.0.1", "240.0.0.1"),
    "broadcast": ("4294967295", "255.255.255.255"),
}
_SIX = {
    "six-plain": ("::1", "::1"),
    "six-long": ("0:0:0:0:0:0:0:1", "::1"),
    "six-zeros": ("0000::0001", "::1"),
    "six-any": ("::", "::"),
    "six-any-dotted": ("::0.0.0.0", "::"),
    "mapped": ("::ffff:127.0.0.1", "::ffff:127.0.0.1"),
    "mapped-hex": ("::FFFF:7F00:1", "::ffff:127.0.0.1"),
    "mapped-long": ("0:0:0:0:0:ffff:127.0.0.1", "::ffff:127.0.0.1"),
    "mapped-any": ("::ffff:0:0", "::ffff:0.0.0.0"),
    "mapped-ten": ("::ffff:10.0.0.1", "::ffff:10.0.0.1"),
    "mapped-metadata": ("::ffff:a9fe:a9fe", "::ffff:169.254.169.254"),
    "translated-siit": ("::ffff:0:127.0.0.1", "::ffff:0:7f00:1"),
    "compatible": ("::127.0.0.1", "::7f00:1"),
    "nat64": ("64:ff9b::127.0.0.1", "64:ff9b::7f00:1"),
    "nat64-ten": ("64:ff9b::a00:1", "64:ff9b::a00:1"),
    "nat64-local": ("64:ff9b:1::7f00:1", "64:ff9b:1::7f00:1"),
    "6to4": ("2002:7f00:1::", "2002:7f00:1::"),
    "6to4-private": ("2002:c0a8:101::1", "2002:c0a8:101::1"),
    "teredo": ("2001:0:4136:e378:8000:63bf:80ff:fffe", "2001:0:4136:e378:8000:63bf:80ff:fffe"),
    "six-link-local": ("fe80::1", "fe80::1"),
    "six-site-local": ("fec0::1", "fec0::1"),
    "six-unique-local": ("fd00::1", "fd00::1"),
    "six-metadata": ("fd00:ec2::254", "fd00:ec2::254"),
    "six-multicast": ("ff02::1", "ff02::1"),
    "six-discard": ("100::1", "100::1"),
}
_NAMED = {
    "localhost": ("localhost", "127.0.0.1"),
    "localhost-upper": ("LOCALHOST", "127.0.0.1"),
    "localhost-dot": ("localhost.", "127.0.0.1"),
    "localhost-wide": ("ｌｏｃａｌｈｏｓｔ", "127.0.0.1"),
    "localhost-percent": ("lo%63alhost", "127.0.0.1"),
    "localhost-soft-hyphen": ("loc\u00adalhost", "127.0.0.1"),
    "localhost-script": ("ℓocalhost", "127.0.0.1"),
    "localhost-ideographic-dot": ("localhost。", "127.0.0.1"),
    "localhost-below": ("sub.localhost", "127.0.0.1"),
    "localhost-localdomain": ("localhost.localdomain", "127.0.0.1"),
    "name": ("loop.inner.test", "127.0.0.1"),
    "name-upper-dot": ("LOOP.Inner.TEST.", "127.0.0.1"),
    "name-second": ("second.inner.test", "127.0.0.2"),
    "name-six": ("six.inner.test", "::1"),
    "name-any": ("any.inner.test", "0.0.0.0"),
    "name-mapped": ("mapped.inner.test", "::ffff:127.0.0.1"),
    "name-translated": ("translated.inner.test", "64:ff9b::7f00:1"),
    "name-private": ("private.inner.test", "10.0.0.5"),
    "name-local": ("local.inner.test", "fe80::1"),
    "name-metadata": ("metadata.inner.test", "169.254.169.254"),
    "name-like-an-address": ("127.0.0.1.inner.test", "127.0.0.1"),
    "name-like-hex": ("0x7f.1.inner.test", "127.0.0.1"),
    "name-chinese": ("内网.test", "127.0.0.1"),
    "name-punycode": ("XN--V6Q792I.test", "127.0.0.1"),
    "name-user": ("www.test@loop.inner.test", "127.0.0.1"),
}
_NO_ADDRESS = {
    "zone": "[::1%25lo]",
    "zone-bare": "[fe80::1%lo]",
    "brackets-v4": "[127.0.0.1]",
    "brackets-name": "[localhost]",
    "brackets-open": "[::1",
    "brackets-dot": "[::1].",
    "six-bare": "::1",
    "five-parts": "127.0.0.0.1",
    "part-too-large": "127.0.0.257",
    "decimal-overflow": "6425673729",
    "hex-overflow": "0x17f000001",
    "octal-rubbish": "127.0.0.08",
    "empty-part": "127..0.1",
    "leading-dot": ".127.0.0.1",
    "nul": "127.0.0.1%00",
    "space": "127.0.0.1%20",
    "line-feed": "127.0.0.1%0a",
    "slash-inside": "www.test%2f127.0.0.1",
    "arabic-digits": "١٢٧.0.0.1",
    "digit-full-stop": "⒈⒉.0.0.1",
}
_SLASHES = {
    "backslashes": "\\\\",
    "mixed-slashes": "/\\",
    "three-slashes": "///",
    "many-slashes": "//\\/\\//",
    "slash-tab-slash": "/\t/",
}

SPELLINGS = (
    *(Spelling(name, host, "127.0.0.1") for name, host in _LOOPBACK.items()),
    *(Spelling(name, host, address) for name, (host, address) in _OTHER.items()),
    *(Spelling(name, f"[{host}]", address) for name, (host, address) in _SIX.items()),
    *(Spelling(name, host, address) for name, (host, address) in _NAMED.items()),
    *(Spelling(name, "127.0.0.1", "127.0.0.1", slashes) for name, slashes in _SLASHES.items()),
)
"""All are one inner host or another: nothing may connect to any of them."""

MALFORMED = tuple(Spelling(name, host, "") for name, host in _NO_ADDRESS.items())
"""Look like an inner host but are no address by WHATWG URL: a reader that is kinder would connect."""
