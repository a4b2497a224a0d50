"""Ways to write an inner address. PORT stands for the port at which the sentinels listen."""

from tests.hostile.case import OUTSIDE

HERE = "127.0.0.9"
"""The only address that may be reached."""
NAMES: dict[tuple[str, str], list[str]] = {
    ("localhost", "A"): ["127.0.0.1"],
    ("localhost", "AAAA"): ["::1"],
    (f"inner.{OUTSIDE}", "A"): ["127.0.0.2"],
    (f"ten.{OUTSIDE}", "A"): ["10.0.0.5"],
    (f"meta.{OUTSIDE}", "A"): ["169.254.169.254"],
    (f"zero.{OUTSIDE}", "A"): ["0.0.0.0"],
    (f"six.{OUTSIDE}", "AAAA"): ["::1"],
    (f"mapped.{OUTSIDE}", "AAAA"): ["::ffff:127.0.0.2"],
    (f"nat64.{OUTSIDE}", "AAAA"): ["64:ff9b::7f00:2"],
    (f"sixtofour.{OUTSIDE}", "AAAA"): ["2002:7f00:2::"],
    (f"teredo.{OUTSIDE}", "AAAA"): ["2001:0:4136:e378:8000:63bf:80ff:fffd"],
    (f"chain.{OUTSIDE}", "CNAME"): [f"link.{OUTSIDE}."],
    (f"link.{OUTSIDE}", "CNAME"): [f"inner.{OUTSIDE}."],
    (f"mixed.{OUTSIDE}", "A"): ["127.0.0.2", HERE],
    (f"rebinding.{OUTSIDE}", "A"): [HERE],
    (f"xn--fsqu00a.{OUTSIDE}", "A"): ["127.0.0.2"],
    (f"*.wild.{OUTSIDE}", "A"): ["127.0.0.2"],
}
LATER = {(f"rebinding.{OUTSIDE}", "A"): ["127.0.0.2"]}
MAY_BE_TRIED = (f"mixed.{OUTSIDE}", f"rebinding.{OUTSIDE}")
"""Names with a good address: that one is asked, and nobody listens there."""

_HOSTS = """
127.0.0.1 127.1 127.0.1 2130706433 0x7f000001 0x7f.1 0x7F.0.0.1 0177.0.0.1 017700000001 127.0.0.1.
127.0.0.2 127.2 2130706434 0x7f000002 0x7f.0x0.0x0.0x2 0177.0.0.02 127.0x0.2 127.0.0.02
１２７.0.0.1 127。0。0。1 ①②⑦.0.0.1 %31%32%37.0.0.2 127.0.0.%32 １２７．０．０．２ 1②7.1 127.0.0.1%E3%80%82
10.0.0.1 10.1 167772161 0xa000001 012.0.0.1 172.16.0.1 192.168.1.1 192.168.257 0300.0250.1.1
169.254.169.254 2852039166 0xa9fea9fe 169.254.43518 0251.0376.0251.0376 100.64.0.1 100.100.100.200
0.0.0.0 0 0x0 00 0.0 0.1.2.3 192.0.0.8 198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 4294967295
[::1] [::] [0:0:0:0:0:0:0:1] [::0001] [::ffff:127.0.0.1] [::ffff:7f00:2] [0:0:0:0:0:ffff:127.0.0.2]
[::127.0.0.2] [64:ff9b::127.0.0.2] [64:ff9b::7f00:1] [2002:7f00:2::] [2002:7f00:1::1]
[2001:0:4136:e378:8000:63bf:80ff:fffd] [fe80::1] [fe80::1%25lo] [::1%25lo] [fec0::1] [fd00::1] [ff02::1]
[::ffff:169.254.169.254] [100::1] [2001:db8::1] [64:ff9b:1::1] [::FFFF:0x7f000001] [127.0.0.1] [localhost]
localhost LOCALHOST localhost. ｌｏｃａｌｈｏｓｔ loc%61lhost
""".split()
_AUTHORITIES = (
    "www.egress.example@127.0.0.1:PORT",
    "www.egress.example:80@127.0.0.2:PORT",
    "www.egress.example%40x@127.0.0.2:PORT",
    "127.0.0.2:PORT\\@www.egress.example",
    "127.0.0.2:PORT#@www.egress.example",
    "127.0.0.2:PORT?@www.egress.example",
    "user:pass@127.0.0.2:PORT",
    "127.0.0.2:000PORT",
    "127.0.0.2\t:PORT",
)
_NAMES = tuple(host for host, _ in NAMES if host[0] != "*" and host != "localhost")

SPELLINGS = (
    *(f"{host}:PORT" for host in _HOSTS),
    *_AUTHORITIES,
    *(f"{host}:PORT" for host in _NAMES),
    f"anything.wild.{OUTSIDE}:PORT",
    f"例子.{OUTSIDE}:PORT",
    f"INNER.{OUTSIDE.upper()}.:PORT",
)


def written(spelling: str, port: int, path: str) -> str:
    """The address, as a page would write it."""
    return f"http://{spelling.replace('PORT', str(port))}/{path}"
