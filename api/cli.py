"""Commands for whoever runs the service; `python -m api.cli --help` lists them."""

import argparse
import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from api.content import review
from api.content.errors import ContentBroken
from api.content.service import get_texts, load_texts
from api.db import Database
from api.migrations import service as migrations
from api.settings import OSLO, Settings, get_settings
from api.setup import service as setup


def migrate(settings: Settings) -> None:
    """Bring the database up to date."""
    migrations.upgrade(settings)
    print("Databasen er oppdatert.")


def seed_demo(settings: Settings) -> None:
    """Fill the calendar of the demo municipality; run again, it adds only what is missing."""

    async def fill() -> int:
        database = Database(settings)
        try:
            async with database.transaction() as session:
                return await setup.top_up_demo(session, load_texts(strict=True))
        finally:
            await database.close()

    print(f"{asyncio.run(fill())} nye ledige timer for Eksempel kommune.")


def helplines_due(_: Settings) -> None:
    """List the help lines that somebody has to check; ends with 1 when there are any."""
    waiting = review.due_helplines(get_texts(), datetime.now(OSLO).date())
    print(f"Hjelpetelefoner som må kontrolleres: {len(waiting) or 'ingen'}")
    for line in waiting:
        print(f"  {line}")
    if waiting:
        raise SystemExit(1)


def first_admin_link(settings: Settings) -> None:
    """Print the one-time link for the first administrator, as long as nobody can log in."""

    async def make() -> str | None:
        database = Database(settings)
        try:
            async with database.transaction() as session:
                return await setup.first_admin_token(session)
        finally:
            await database.close()

    token = asyncio.run(make())
    if token is None:
        print("Det finnes allerede en administrator med passord.")
        return
    base = settings.public_url or f"http://localhost:{settings.port}"
    print("Første administrator velger passord her (lenken virker én gang, i sju dager):")
    print(f"{base.rstrip('/')}/ansatt/velkommen/{token}")


def prepare(settings: Settings) -> None:
    """What every start does: migrate, in a demo fill the calendar, print the first admin's link."""
    migrate(settings)
    if settings.environment == "demo":
        try:
            seed_demo(settings)
        except ContentBroken as error:
            # A slip in a text must not keep the help lines off the air.
            print(f"Kalenderen ble ikke fylt, for en tekst har en feil:\n{error}")
    first_admin_link(settings)


COMMANDS: dict[str, Callable[[Settings], None]] = {
    "migrate": migrate,
    "seed-demo": seed_demo,
    "helplines-due": helplines_due,
    "first-admin-link": first_admin_link,
    "prepare": prepare,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command."""
    parser = argparse.ArgumentParser(prog="python -m api.cli", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, command in COMMANDS.items():
        commands.add_parser(name, help=command.__doc__)
    chosen = parser.parse_args(arguments).command
    COMMANDS[chosen](get_settings())


if __name__ == "__main__":
    main()
