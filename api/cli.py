"""Commands for whoever runs the service; `python -m api.cli --help` lists them."""

import argparse
import asyncio
from collections.abc import Callable, Sequence

from api.content.errors import ContentBroken
from api.content.service import load_texts
from api.db import Database
from api.migrations import service as migrations
from api.settings import Settings, get_settings
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
