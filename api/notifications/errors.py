"""What can go wrong when a message is sent."""


class CannotSend(Exception):
    """The mail server is away or refuses just now; tried again later."""


class WillNeverSend(Exception):
    """The address is refused, or what the message tells of is gone; not tried again."""
