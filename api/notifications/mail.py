"""E-mail: by SMTP, or as files for whoever has no mail server (a demo, a test)."""

import asyncio
import os
import smtplib
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit
from uuid import uuid4

from api.notifications.errors import CannotSend, WillNeverSend
from api.settings import Settings

TIMEOUT_SECONDS = 20
# A permanent refusal of the recipient (RFC 5321, 4.2.1).
PERMANENT = 500


class Mailer(Protocol):
    """Whoever can send a message."""

    async def send(self, message: EmailMessage) -> None:
        """Send, or raise `CannotSend` or `WillNeverSend`."""
        ...


class FileMailer:
    """One `.eml` file a message, in a folder that only we may read."""

    def __init__(self, folder: Path) -> None:
        """Files go to `folder`."""
        self.folder = folder

    async def send(self, message: EmailMessage) -> None:
        """Write the message; a crash leaves no half file under its name."""
        await asyncio.to_thread(self._write, message)

    def _write(self, message: EmailMessage) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = self.folder / f".{uuid4().hex}"
        try:
            with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_WRONLY, 0o600), "wb") as file:
                file.write(bytes(message))
            unfinished.rename(self.folder / f"{uuid4().hex}.eml")
        except OSError as error:
            raise CannotSend(type(error).__name__) from error


class SmtpMailer:
    """`smtp://user:password@host:587` (STARTTLS where offered) or `smtps://…:465`."""

    def __init__(self, url: str) -> None:
        """Address, user and password as a URL."""
        self.url = urlsplit(url)

    async def send(self, message: EmailMessage) -> None:
        """Send in a thread, so that a slow server keeps nothing else waiting."""
        await asyncio.to_thread(self._send, message)

    def _send(self, message: EmailMessage) -> None:
        try:
            with self._connect() as server:
                if self.url.username:
                    server.login(unquote(self.url.username), unquote(self.url.password or ""))
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            if all(code >= PERMANENT for code in codes):
                raise WillNeverSend("recipient refused") from None
            raise CannotSend("recipient deferred") from None
        except (smtplib.SMTPException, OSError) as error:
            raise CannotSend(type(error).__name__) from None

    def _connect(self) -> smtplib.SMTP:
        host = self.url.hostname or "localhost"
        if self.url.scheme == "smtps":
            return smtplib.SMTP_SSL(host, self.url.port or 465, timeout=TIMEOUT_SECONDS)
        server = smtplib.SMTP(host, self.url.port or 25, timeout=TIMEOUT_SECONDS)
        server.ehlo()
        if server.has_extn("starttls"):
            server.starttls()
        return server


def mailer_of(settings: Settings) -> Mailer:
    """SMTP when there is a server, files otherwise."""
    if settings.smtp_url:
        return SmtpMailer(settings.smtp_url)
    return FileMailer(settings.data_dir / "mail")
