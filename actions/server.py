"""The action server, on loopback only (rasa-sdk's own listens on every interface)."""

import logging
import os
import warnings

from rasa_sdk.endpoint import create_app

HOST = "127.0.0.1"


def main() -> None:
    """Serve until stopped."""
    # What a person wrote travels in every request: nothing below WARNING is logged.
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    app = create_app("actions")
    port = int(os.environ.get("LAVTERSKEL_ACTIONS_PORT", "5055"))
    app.run(HOST, port, workers=1, access_log=False, motd=False)


if __name__ == "__main__":
    main()
