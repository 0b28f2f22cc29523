"""The calendar file (RFC 5545): neutral in wording, because others may see the calendar.

Neither the offering's name nor the person's own words are in it: «Avtale», place, time, reference.
"""

from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from api.models import Booking
from api.notifications.wording import Wording
from api.settings import OSLO

PRODUCT = "-//Lavterskel//Avtale//NO"
REMIND_BEFORE = timedelta(hours=2)


def calendar_of(booking: Booking, wording: Wording, now: datetime) -> bytes:
    """The file for a booking whose slot is loaded; a cancelled one tells calendars to remove it."""
    slot, language = booking.slot, booking.language
    cancelled = booking.status == "cancelled"
    title = wording.text("calendar_title", language)
    event = Event()
    event.add("uid", f"{booking.id}@lavterskel")
    event.add("dtstamp", now)
    event.add("sequence", booking.sequence)
    event.add("dtstart", slot.start.astimezone(OSLO))
    event.add("dtend", slot.end.astimezone(OSLO))
    event.add("summary", title)
    event.add("location", slot.location)
    note = wording.text("calendar_note", language, reference=booking.reference or "")
    event.add("description", note)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    if not cancelled:
        event.add_component(_reminder(title))
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    calendar.add_component(_oslo())
    calendar.add_component(event)
    body: bytes = calendar.to_ical()
    return body


def _reminder(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -REMIND_BEFORE)
    alarm.add("description", title)
    return alarm


def _oslo() -> Timezone:
    """Europe/Oslo by its yearly rules since 1996 (EU directive 2000/84), as Outlook wants them."""
    zone = Timezone()
    zone.add("tzid", "Europe/Oslo")
    for kind, name, begins, before, after, month in (
        (TimezoneDaylight, "CEST", datetime(1996, 3, 31, 2), 1, 2, 3),  # noqa: DTZ001 (local)
        (TimezoneStandard, "CET", datetime(1996, 10, 27, 3), 2, 1, 10),  # noqa: DTZ001
    ):
        rule = kind()
        rule.add("dtstart", begins)
        rule.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        rule.add("tzname", name)
        rule.add("tzoffsetfrom", timedelta(hours=before))
        rule.add("tzoffsetto", timedelta(hours=after))
        zone.add_component(rule)
    return zone
