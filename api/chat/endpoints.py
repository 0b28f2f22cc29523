"""`/api/conversations`: the chat, for the page and for any other program."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Request

from api.chat.schemas import ConversationIn, History, MessageIn, Reply, Started
from api.chat.service import ChatService
from api.rate_limits import network_of
from api.security import BearerToken


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Inside the application's own: the database opens before the chat and closes after it."""
    state = app.state
    state.chat = ChatService(state.settings, state.database, state.engine_http, state.limiter)
    try:
        yield
    finally:
        await state.chat.close()


router = APIRouter(prefix="/api/conversations", tags=["chat"], lifespan=_lifespan)


def get_chat(request: Request) -> ChatService:
    """The chat of this process."""
    chat: ChatService = request.app.state.chat
    return chat


Chat = Annotated[ChatService, Depends(get_chat)]


@router.post("", status_code=201)
async def start_conversation(
    chat: Chat, request: Request, wish: ConversationIn | None = None
) -> Started:
    """Begin a conversation; the token is shown this once."""
    return await chat.start(wish or ConversationIn(), network_of(request))


@router.post("/{conversation_id}/messages")
async def send_message(
    conversation_id: str, message: MessageIn, token: BearerToken, chat: Chat, request: Request
) -> Reply:
    """Send a text or a choice; the same `client_id` again gives the same answer."""
    return await chat.send(conversation_id, token, message, network_of(request))


@router.get("/{conversation_id}")
async def get_conversation(conversation_id: str, token: BearerToken, chat: Chat) -> History:
    """All messages, so that a reloaded page goes on where it was."""
    return await chat.history(conversation_id, token)


@router.delete("/{conversation_id}", status_code=204)
async def erase_conversation(conversation_id: str, token: BearerToken, chat: Chat) -> None:
    """Erase the conversation everywhere."""
    await chat.erase(conversation_id, token)
