"""What the gateway refuses, and the sentence for it."""

from api.errors import BadInput, NotAuthenticated, TooLarge, Unavailable


class UnknownChoice(BadInput):
    """A payload that was never offered in this conversation."""

    code = "unknown_choice"
    detail = "Dette valget gjelder ikke lenger. Skriv gjerne med egne ord i stedet."


class EmptyMessage(BadInput):
    """Nothing that can be seen was written."""

    code = "empty_message"
    detail = "Meldingen var tom. Skriv gjerne noen ord, så svarer jeg."


class TextOrChoice(BadInput):
    """Both a text and a choice, or neither."""

    code = "text_or_choice"
    detail = "Send enten en tekst eller et valg, ikke begge eller ingen av dem."


class MessageTooLong(TooLarge):
    """Over `message_max_chars`."""

    code = "message_too_long"
    detail = (
        "Meldingen ble for lang til å sendes i ett. Ingenting er borte, alt står fortsatt i "
        "skrivefeltet. Del den gjerne opp i flere meldinger."
    )


class NotYourConversation(NotAuthenticated):
    """Unknown conversation or wrong token; the two are told alike, so that nobody can probe."""

    code = "not_authenticated"
    detail = "Vi finner ikke samtalen lenger. Last siden på nytt for å begynne igjen."


class StorageAway(Unavailable):
    """A conversation cannot be begun, shown or erased now. Carries help lines for the person."""

    code = "storage_away"
    detail = (
        "Vi får ikke tak i samtalen akkurat nå. Prøv igjen om litt. Ring 113 hvis det er fare for "
        "liv, og 116 117 (legevakt) hvis det haster."
    )
