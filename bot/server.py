"""The engine's process (`python -m bot.server`): Rasa with our channel, without Rasa's own CLI.

`rasa run` imports every command of the CLI first, and lets Sanic print hundreds of deprecation
warnings; both are left out here.
"""

from __future__ import annotations

import os

from bot.train import MODEL, quiet

HOST = "127.0.0.1"


def main() -> None:
    """Serve until stopped."""
    quiet()
    from rasa.core.run import serve_application  # noqa: PLC0415  after quiet()
    from rasa.core.utils import AvailableEndpoints  # noqa: PLC0415

    serve_application(
        model_path=str(MODEL),
        interface=HOST,
        port=int(os.environ.get("LAVTERSKEL_ENGINE_PORT", "5005")),
        credentials="bot/credentials.yml",
        endpoints=AvailableEndpoints.read_endpoints("bot/endpoints.yml"),
    )


if __name__ == "__main__":
    main()
