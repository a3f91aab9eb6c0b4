"""Requests to other systems, which by default do not reach this machine or its network."""

import http.client
import ipaddress
import socket
import ssl
import urllib.request
from typing import Any

from django.conf import settings


class PrivateAddress(OSError):
    """The address is a loopback, private, link-local or otherwise not public one."""


def is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    found = getattr(found, "ipv4_mapped", None) or found
    return found.is_global and not found.is_multicast


def is_allowed_host(host: str) -> bool:
    """Whether a host may be called, judging by its name; resolved addresses are checked on
    connecting."""
    if settings.WEBHOOK_PRIVATE:
        return True
    try:
        return is_public(host)
    except ValueError:
        return host.rstrip(".").lower() != "localhost"


def open_url(request: urllib.request.Request, *, timeout: float) -> Any:
    """Send a request; follow no redirect and use no proxy. Raises PrivateAddress.

    The address is checked on connecting, since a name may resolve differently each time.
    """
    no_proxy = urllib.request.ProxyHandler({})
    opener = urllib.request.build_opener(_NoRedirect, _Http, _Https, no_proxy)
    return opener.open(request, timeout=timeout)


def _connect(address: tuple[str, int], *arguments: Any, **options: Any) -> socket.socket:
    if settings.WEBHOOK_PRIVATE:
        return socket.create_connection(address, *arguments, **options)
    resolved = socket.getaddrinfo(*address, type=socket.SOCK_STREAM)
    hosts = list(dict.fromkeys(str(one[4][0]) for one in resolved))
    if not all(map(is_public, hosts)):
        raise PrivateAddress(f"{address[0]} is not a public address (YINGKE_WEBHOOK_PRIVATE)")
    return socket.create_connection((hosts[0], address[1]), *arguments, **options)


class _Connection(http.client.HTTPConnection):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._create_connection = _connect


class _TlsConnection(http.client.HTTPSConnection):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._create_connection = _connect


class _Http(urllib.request.HTTPHandler):
    def http_open(self, request: urllib.request.Request) -> Any:
        return self.do_open(_Connection, request)


class _Https(urllib.request.HTTPSHandler):
    def https_open(self, request: urllib.request.Request) -> Any:
        return self.do_open(_TlsConnection, request, context=ssl.create_default_context())


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A signed event goes to the configured address only."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None
