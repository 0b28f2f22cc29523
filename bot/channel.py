"""The engine's only way in: one request a turn, with what was understood and what to say.

The protocol stands in docs/architecture.md («Engine channel»). Texts are not sent: the gateway
gets the names of the responses and their values, and renders them from content.
"""

from __future__ import annotations

import hmac
import logging
import os
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot import action_results
from bot.components.understood import understood
from bot.tracker_store import EncryptedTrackerStore

log = logging.getLogger(__name__)

action_results.install()

# Intents that Rasa answers by built-in actions of its own; ours go by other names inside.
RENAMED = {"restart": "start_over"}
# After the direct question only a clear no, or a new sign, is not taken for a yes.
NOT_A_YES = {"deny", "crisis", "crisis_doubt", "crisis_no", "crisis_yes", "crisis_unsure"}
# The tracker is posted whole to every action: it keeps no more of a parse than they read.
KEPT = ("text", "intent", "entities", "intent_ranking")
RANKING = 4


class NamedResponses(OutputChannel):
    """Collects the names and values of the responses."""

    def __init__(self) -> None:
        """Starts empty."""
        self.responses: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """Name of the channel."""
        return "lavterskel"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Take the response's name; its text is only for `rasa shell`."""
        name = message.get("utter_action")
        if not name:
            return
        values = dict(message.get("custom") or {})
        values.pop("_", None)
        self.responses.append({"name": name, "values": values})


class GatewayInput(InputChannel):
    """`POST /turn`, `DELETE /conversations/<id>`, `GET /ready` under /webhooks/lavterskel."""

    @classmethod
    def name(cls) -> str:
        """Name of the channel and of its path."""
        return "lavterskel"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes; all but `ready` want the token."""
        routes = Blueprint("lavterskel_channel")

        @routes.route("/ready", methods=["GET"])
        async def ready(request: Request) -> HTTPResponse:
            agent = _agent(request)
            return response.json({"ready": agent is not None}, 200 if agent else 503)

        @routes.route("/turn", methods=["POST"])
        async def turn(request: Request) -> HTTPResponse:
            if not _authorised(request):
                return response.json({"code": "not_authenticated"}, 401)
            agent = _agent(request)
            if agent is None:
                return response.json({"code": "starting"}, 503)
            body = request.json
            if not isinstance(body, dict) or not body.get("sender") or "text" not in body:
                return response.json({"code": "invalid_request"}, 422)
            return response.json(await handle(agent, body))

        @routes.route("/conversations/<sender>", methods=["DELETE"])
        async def erase(request: Request, sender: str) -> HTTPResponse:
            if not _authorised(request):
                return response.json({"code": "not_authenticated"}, 401)
            agent = _agent(request)
            if agent is None:
                return response.json({"code": "starting"}, 503)
            async with agent.lock_store.lock(sender):
                _store(agent).erase(sender)
            return response.empty(204)

        return routes


async def handle(agent: Agent, body: dict[str, Any]) -> dict[str, Any]:
    """Parse, decide, and answer with names and values."""
    sender, text = str(body["sender"]), str(body["text"])
    hint = {"crisis": body.get("crisis"), "crisis_certain": bool(body.get("crisis_certain"))}
    output = NamedResponses()
    metadata = {"client_id": str(body.get("client_id") or ""), **hint}
    message = UserMessage(text, output, sender, input_channel="lavterskel", metadata=metadata)
    parse = await agent.processor.parse_message(message)
    told = understood(parse)
    slim = {key: parse[key] for key in KEPT if key in parse}
    slim["intent_ranking"] = list(slim.get("intent_ranking") or [])[:RANKING]
    slim["intent"] = dict(slim.get("intent") or {})
    await _redirect(agent, sender, slim, told)
    # A button carries its own meaning; what a classifier would make of its text does not count.
    slim["metadata"] = {"client_id": metadata["client_id"], "understood": told}
    message.parse_data = slim
    message.metadata = slim["metadata"]
    await agent.handle_message(message)
    return {"understood": told, "responses": output.responses}


async def _redirect(agent: Agent, sender: str, parse: dict[str, Any], told: dict[str, Any]) -> None:
    intent = parse["intent"]
    intent["name"] = RENAMED.get(intent.get("name") or "", intent.get("name"))
    if intent["name"] in NOT_A_YES:
        return
    tracker = await agent.tracker_store.retrieve(sender)
    if tracker is not None and tracker.get_slot("pending") == "crisis_question":
        # Asked whether life is in danger, and the answer is not a no: taken for a yes.
        intent["name"] = "crisis_unsure"
        told["crisis"] = told.get("crisis") or tracker.get_slot("crisis_category")
        told["crisis_certain"] = True


def _authorised(request: Request) -> bool:
    expected = os.environ.get("LAVTERSKEL_ENGINE_TOKEN", "")
    given = (request.headers.get("authorization") or "").removeprefix("Bearer ")
    return bool(expected) and hmac.compare_digest(given.encode(), expected.encode())


def _agent(request: Request) -> Agent | None:
    agent = getattr(request.app.ctx, "agent", None)
    return agent if agent is not None and agent.is_ready() else None


def _store(agent: Agent) -> EncryptedTrackerStore:
    """Our store, below the layers that Rasa wraps around it."""
    store: Any = agent.tracker_store
    while not isinstance(store, EncryptedTrackerStore):
        store = store._tracker_store
    return store
