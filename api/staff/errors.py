"""What can stand in the way in the portal, and how it travels to a page."""

from api.errors import BadInput, Conflict, LavterskelError, NotAllowed, NotAuthenticated, NotFound


class PageRefused(Exception):
    """Carries an error out of the request's transaction, which rolls back, to the page for it."""

    def __init__(self, error: LavterskelError) -> None:
        """`error`: what the page is to tell."""
        self.error = error
        super().__init__(error.code)


class LoginNeeded(NotAuthenticated):
    """Nobody is logged in, or not any more."""

    code = "login_needed"
    detail = "Du må logge inn for å se denne siden."


class FormStale(NotAllowed):
    """The form's token is not that of this login: the page was open too long."""

    code = "form_stale"
    detail = (
        "Siden var åpen for lenge, så vi gjorde ikke noe ennå. "
        "Det du fylte ut, er ikke borte. Trykk en gang til, så går det."
    )


class OtherOrigin(NotAllowed):
    """The form was sent from somebody else's page."""

    code = "other_origin"
    detail = "Dette ble ikke sendt fra våre sider, så vi gjorde ikke noe. Begynn fra listen."


class AdminsOnly(NotAllowed):
    """For administrators."""

    code = "admins_only"
    detail = "Denne siden er for administratorer. Spør en av dem hvis du trenger noe herfra."


class RecordNotFound(NotFound):
    """No page, booking, call-back, slot or colleague by that key."""

    code = "record_not_found"
    detail = "Vi fant ikke denne siden. Den kan være flyttet, eller adressen er skrevet feil."


class LinkUsed(NotFound):
    """The one-time link is unknown, used or too old; all told alike."""

    code = "link_used"
    detail = (
        "Denne lenken er brukt, eller den er for gammel. "
        "Har du satt passord, kan du logge inn. Ellers kan en administrator gi deg en ny lenke."
    )


class WrongLogin(NotAuthenticated):
    """Unknown e-mail, wrong password or closed account; all told alike."""

    code = "wrong_login"
    detail = "E-posten eller passordet stemmer ikke. Se over begge, og prøv igjen."


class PasswordRefused(BadInput):
    """Too short, too long or too easy to guess."""

    code = "password_refused"


class EmailTaken(Conflict):
    """Another colleague has this address."""

    code = "email_taken"
    detail = "En annen medarbeider bruker denne e-postadressen. Velg en annen."


class ChangedMeanwhile(Conflict):
    """A colleague was first."""

    code = "changed_meanwhile"
    detail = "Noen har notert noe her etter at du åpnet siden. Se hva som står nå, og gå videre."


class SlotBooked(Conflict):
    """The time has somebody in it, or has begun."""

    code = "slot_not_free"
    detail = "Denne timen kan ikke endres nå. Den er bestilt eller allerede begynt."


class LastAdmin(Conflict):
    """Somebody must be able to let others in."""

    code = "last_admin"
    detail = "Dette er den eneste administratoren. Gjør en kollega til administrator først."


class NotYourself(Conflict):
    """Nobody closes the door on themselves by a slip of the thumb."""

    code = "not_yourself"
    detail = "Du kan ikke stenge din egen tilgang. Be en annen administrator gjøre det."
