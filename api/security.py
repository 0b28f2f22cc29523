"""Tokens, and who may speak to the doors that are not for the public."""

import hmac
import ipaddress
import secrets
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Annotated

from fastapi import Depends, Request

from api.errors import NotAllowed, NotAuthenticated
from api.settings import Settings

FORWARDING_HEADERS = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


def get_app_settings(request: Request) -> Settings:
    """The application's settings."""
    settings: Settings = request.app.state.settings
    return settings


SettingsDep = Annotated[Settings, Depends(get_app_settings)]


def new_token() -> str:
    """256 random bits, safe in a header and an address."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """What is stored of a token: 64 hexadecimal digits. No salt: a token is random already."""
    return sha256(token.encode()).hexdigest()


def same(left: str, right: str) -> bool:
    """Compare in a time that does not tell how much was right; nothing equals an empty secret."""
    return bool(left) and bool(right) and hmac.compare_digest(left.encode(), right.encode())


def derive_token(secret: str, purpose: str, key: str) -> str:
    """A token that need not be stored: HMAC-SHA256 of what it is for, 43 URL-safe characters."""
    if not secret:
        raise ValueError("LAVTERSKEL_SECRET is not set")
    digest = hmac.digest(secret.encode(), f"{purpose}:{key}".encode(), "sha256")
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def bearer(request: Request) -> str:
    """The bearer token of a request, or the empty string."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def require_bearer(request: Request) -> str:
    """The bearer token; 401 without one."""
    token = bearer(request)
    if not token:
        raise NotAuthenticated()
    return token


def peer(request: Request) -> str:
    """Address at the other end of the socket."""
    return request.client.host if request.client else ""


def is_local(request: Request) -> bool:
    """Whether the peer is this machine itself, and speaks for nobody else.

    A proxy on the same machine is a loopback peer as well; it gives itself away by the forwarding
    headers, which no process of ours sends.
    """
    if any(header in request.headers for header in FORWARDING_HEADERS):
        return False
    try:
        return ipaddress.ip_address(peer(request)).is_loopback
    except ValueError:
        return False


def require_internal(request: Request, settings: SettingsDep) -> None:
    """For `/internal/*`: a loopback peer with the internal token."""
    if not is_local(request):
        raise NotAllowed("loopback_only")
    if not same(bearer(request), settings.internal_token):
        raise NotAuthenticated()


def require_metrics(request: Request, settings: SettingsDep) -> None:
    """For `/metrics`: a loopback peer, or the metrics token from anywhere."""
    if not is_local(request) and not same(bearer(request), settings.metrics_token):
        raise NotAuthenticated()


BearerToken = Annotated[str, Depends(require_bearer)]
INTERNAL = Depends(require_internal)
METRICS = Depends(require_metrics)
