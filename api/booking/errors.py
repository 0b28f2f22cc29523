"""What can stand in the way of a booking; each has a code that the assistant has a sentence for."""

from api.errors import BadInput, Conflict, NotFound


class SlotUnknown(NotFound):
    """No slot by that id."""

    code = "slot_unknown"
    detail = "Vi fant ikke denne timen. Se på de ledige timene en gang til."


class SlotTaken(Conflict):
    """Somebody else has the last seat, or the staff member is busy. Carries `alternatives`."""

    code = "slot_taken"
    detail = "Denne timen ble nettopp tatt. Her er andre tider som er ledige."


class SlotPast(Conflict):
    """The time has been, or is too near. Carries `alternatives`."""

    code = "slot_past"
    detail = "Denne timen har vært, eller den begynner for snart. Her er andre tider."


class SlotClosed(Conflict):
    """The municipality has taken the time back. Carries `alternatives`."""

    code = "slot_closed"
    detail = "Denne timen er ikke ledig lenger. Her er andre tider."


class HoldGone(Conflict):
    """No time is held in this conversation any more. Carries `alternatives`."""

    code = "hold_gone"
    detail = "Timen holdes ikke av lenger. Velg gjerne en ny tid."


class ClientIdReused(Conflict):
    """The same `client_id` came with another content."""

    code = "client_id_reused"
    detail = "Denne bestillingen er allerede sendt med et annet innhold. Last siden på nytt."


class BookingNotFound(NotFound):
    """Unknown reference, wrong token or wrong phone number; all told alike, so nobody can probe."""

    code = "booking_not_found"
    detail = "Vi fant ingen time med dette. Se om referansen stemmer, eller ring kommunen."


class BookingCancelled(Conflict):
    """A cancelled booking cannot be moved."""

    code = "booking_cancelled"
    detail = "Denne timen er avbestilt. Du kan bestille en ny."


class BookingPast(Conflict):
    """What has been can neither be moved nor cancelled."""

    code = "booking_past"
    detail = "Denne timen har allerede vært. Du kan bestille en ny, eller ringe kommunen."


class OtherOffering(BadInput):
    """A booking is moved within its offering; another offering is another booking."""

    code = "other_offering"
    detail = "Denne timen hører til et annet tilbud. Bestill den som en ny time i stedet."


class PhoneInvalid(BadInput):
    """Carries `problem` (see bot.norwegian.phones)."""

    code = "phone_invalid"
    detail = "Telefonnummeret ser ikke riktig ut. Et norsk nummer har åtte sifre."


class EmailInvalid(BadInput):
    """Not an address that a message can be sent to."""

    code = "email_invalid"
    detail = "E-postadressen ser ikke riktig ut. Skriv den for eksempel slik: kari@eksempel.no"


class ContactMissing(BadInput):
    """Neither phone nor e-mail."""

    code = "contact_missing"
    detail = "Vi trenger et telefonnummer eller en e-postadresse for å kunne nå deg."


class NameInvalid(BadInput):
    """Nothing left that can be read as a name."""

    code = "name_invalid"
    detail = "Skriv navnet du vil at vi skal bruke når vi tar kontakt."


class RangeInvalid(BadInput):
    """The days asked for do not make a range, or too long a one."""

    code = "range_invalid"
    detail = "Datoene stemmer ikke. Velg en dag fra og en dag til, høyst tre måneder i alt."
