"""What goes over the wire. See «HTTP API for citizens» in the contract."""

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from api.content.taxonomy import LANGUAGES, Language, MessageKind

Entry = Literal["chat", "relative", "book"]
Role = Literal["assistant", "person", "staff"]

_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


def _encodable(text: object) -> object:
    """JSON can carry half a character, which neither database nor answer can."""
    return _LONE_SURROGATE.sub("\ufffd", text) if isinstance(text, str) else text


Words = Annotated[str, BeforeValidator(_encodable)]
ClientId = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,64}$")]


class ConversationIn(BaseModel):
    """How a conversation begins. Without a language it is bokmål until the person writes."""

    language: Language | None = None
    entry: Entry = "chat"


class MessageIn(BaseModel):
    """A text or the payload of a button. `client_id` is made by the client, once a message."""

    model_config = ConfigDict(strict=True)

    client_id: ClientId
    text: Words | None = None
    choice: Words | None = None


class Choice(BaseModel):
    """A button."""

    title: str
    payload: str


class Message(BaseModel):
    """One bubble. `text` is plain text, paragraphs separated by a blank line."""

    id: str
    role: Role
    kind: MessageKind
    lang: Language
    text: str
    choices: list[Choice] = Field(default_factory=list)
    data: dict[str, Any] = Field(default_factory=dict)


class Understood(BaseModel):
    """What the message was understood as; names of the taxonomy."""

    model_config = ConfigDict(extra="ignore")

    intent: str | None = None
    topic: str | None = None
    topics: list[str] = Field(default_factory=list)
    about: str | None = None
    offering: str | None = None
    aspect: str | None = None
    crisis: str | None = None
    language: Language = "nb"
    confidence: float = 0.0


class Started(BaseModel):
    """A new conversation; `token` is shown this once."""

    id: str
    token: str
    messages: list[Message]


class Reply(BaseModel):
    """The answer to one message, oldest bubble first."""

    messages: list[Message]
    understood: Understood


class History(BaseModel):
    """All messages of a conversation, in order."""

    messages: list[Message]


def language(stored: str) -> Language:
    """A stored form as one of the three; bokmål when it is none of them."""
    return next((known for known in LANGUAGES if known == stored), "nb")
