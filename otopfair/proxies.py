"""From which address a request comes, when proxies stand in front."""

from functools import cache
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

# An IPv6 line has 2^64 addresses: its network is who is asking.
IPV6_PREFIX = 64


def client_address(request: HttpRequest) -> str:
    """The nearest address that is no trusted proxy (setting TRUSTED_PROXIES).

    X-Forwarded-For is read from its end, and only as far as trusted proxies wrote it: what a
    stranger puts into it stands further left.
    """
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    hops.append(request.META.get("REMOTE_ADDR") or "127.0.0.1")  # a local socket has no address
    nearest = "127.0.0.1"
    for hop in reversed(hops):
        address = _parsed(hop)
        if address is None:
            break
        nearest = _network(address)
        if not _is_trusted(address):
            break
    return nearest


def _parsed(hop: str):
    try:
        address = ip_address(hop.strip())
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped or address


def _network(address) -> str:
    if isinstance(address, IPv6Address):
        return str(ip_network(f"{address}/{IPV6_PREFIX}", strict=False).network_address)
    return str(address)


def _is_trusted(address) -> bool:
    return any(address in network for network in _networks(tuple(settings.TRUSTED_PROXIES)))


@cache
def _networks(proxies: tuple[str, ...]):
    return [ip_network(proxy, strict=False) for proxy in proxies]
