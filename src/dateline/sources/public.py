"""Which network addresses belong to the public internet, and which to the machine or the house it stands in."""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

# IPv6 addresses that stand for an IPv4 address, which they hold in their last 32 bits.
TRANSLATED = ip_network("64:ff9b::/96")


class PrivateAddress(Exception):
    """A name stands for an address that is not public; the message says which."""


def is_public(address: str) -> bool:
    """Whether anybody on the internet could mean the same machine by this address.

    >>> is_public("93.184.216.34"), is_public("127.0.0.1"), is_public("169.254.169.254"), is_public("::ffff:10.0.0.1")
    (True, False, False, False)
    """
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped or ip.is_site_local:
            return False
        if ip in TRANSLATED:
            ip = IPv4Address(int(ip) & 0xFFFFFFFF)
        elif ip.sixtofour:
            ip = ip.sixtofour
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def addresses_of(host: str, port: int, *, allow_private: bool = False) -> list[str]:
    """The addresses that a host's name stands for now, best first.

    Raises :class:`PrivateAddress` where one of them is not public, unless ``allow_private``, and ``OSError`` where the
    name is not known.
    """
    found = list(dict.fromkeys(str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
    for address in found:
        if not allow_private and not is_public(address):
            where = host if host == address else f"{host} stands for {address}, which"
            raise PrivateAddress(f"{where} is no public address")
    return found
