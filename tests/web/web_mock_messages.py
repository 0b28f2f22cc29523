"""Messages as the api sends them, one of every kind, for the web chat's own tests."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")
Json = dict[str, Any]


def choice(title: str, payload: str) -> Json:
    return {"title": title, "payload": payload}


def said(
    kind: str, text: str, data: Json | None = None, choices: list[Json] | None = None,
    lang: str = "nb",
) -> Json:  # fmt: skip
    return {
        "role": "assistant", "kind": kind, "lang": lang, "text": text,
        "choices": choices or [], "data": data or {},
    }  # fmt: skip


def line(slug: str, name: str, phone: str, hours: str, text: str, open_now: bool | None) -> Json:
    return {
        "slug": slug, "name": name, "phone": phone, "tel": phone.replace(" ", ""), "hours": hours,
        "text": text, "open_now": open_now, "notice": None,
    }  # fmt: skip


LINES = [
    line("113", "Medisinsk nødtelefon", "113", "Hele døgnet", "Når det står om liv.", True),
    line("legevakt", "Legevakt", "116 117", "Hele døgnet", "Når det haster.", True),
    line("mental-helse", "Hjelpetelefonen til Mental Helse", "116 123", "Hele døgnet",
         "Noen å snakke med, også om natten.", True),
    line("rus", "En linje som er stengt nå", "00 00 00 01", "Hverdager 11–18", "", False),
]  # fmt: skip

GREETING = said(
    "text",
    "Hei. Jeg er en datamaskin som hjelper folk i Eksempel kommune med å finne noen "
    "å snakke med.\n\n"
    "Skriv med dine egne ord hva det gjelder, eller velg her. Det haster ikke.",
    choices=[
        choice("Det gjelder meg selv", "concern?about=self"),
        choice("Jeg er bekymret for noen", "concern?about=relative"),
        choice("Hva slags hjelp finnes?", "list_offerings"),
    ],
)
GREETING_NN = said("text", "Hei. Kva ligg på hjartet?", lang="nn")
GREETING_EN = said("text", "Hello. What is on your mind?", lang="en")


def offering(slug: str, title: str, short: str, why: str) -> Json:
    return {
        "slug": slug, "title": title, "short": short, "why": why, "cost": "Det er gratis.",
        "referral": "Du trenger ikke henvisning.",
        "waiting": "Ventetiden varierer. Spør oss, så sier vi hvor lang den er nå.",
        "contact": "Du kan bestille en samtale her i chatten.", "access": "slot",
    }  # fmt: skip


OFFERINGS = [
    offering("rask-psykisk-helsehjelp", "Rask psykisk helsehjelp",
             "Samtaler og kurs for deg som er nedfor, urolig eller sover dårlig.",
             "Fordi du skrev at det handler om søvnen og alkohol."),
    offering("frisklivssentral", "Frisklivssentralen",
             "Hjelp til å komme i gang med bevegelse, mat og søvn.",
             "Fordi du skrev at det handler om søvnen."),
]  # fmt: skip


def slots(now: datetime) -> list[Json]:
    """Six times on three coming days, the first at 13.00 tomorrow."""
    tomorrow = (now.astimezone(OSLO) + timedelta(days=1)).replace(minute=0, second=0, microsecond=0)
    found = []
    for number, (days, hour, channel) in enumerate(
        [(0, 13, "phone"), (0, 14, "visit"), (1, 9, "phone"), (1, 10, "video"), (4, 12, "visit"),
         (4, 13, "home")]
    ):  # fmt: skip
        start = (tomorrow + timedelta(days=days)).replace(hour=hour)
        found.append({
            "id": f"slot-{number}", "offering": "rask-psykisk-helsehjelp",
            "start": start.isoformat(), "end": (start + timedelta(minutes=45)).isoformat(),
            "location": "Helsehuset, Eksempelveien 1, 2. etasje", "channel": channel,
        })  # fmt: skip
    return found


def replies(text: str, now: datetime) -> list[Json]:
    """The scripted answer to a text or a payload, by the word that it holds."""
    for word, answer in _SCRIPT.items():
        if word in text.lower():
            return [dict(message) for message in answer]
    if "slot_id" in text:
        slot = next(one for one in slots(now) if one["id"] in text)
        return [said("text", "Da er det bestilt. Du trenger ikke å gjøre noe mer nå."),
                said("booking", "", {**slot, "reference": "K7M4XP", "status": "confirmed",
                                     "ics_url": "/api/bookings/K7M4XP.ics?token=secret-token",
                                     "manage_url": "/time/K7M4XP#t=secret-token"})]  # fmt: skip
    if "ledig" in text.lower():
        listed = slots(now)
        buttons = [choice(one["start"], f"inform?slot_id={one['id']}") for one in listed]
        return [
            said(
                "slots",
                "Disse tidene er ledige. Velg den som passer best for deg.",
                {"slots": listed},
                [*buttons, choice("Ingen av dem passer", "deny")],
            )
        ]
    return [said("text", "Takk for at du forteller det. Hvor lenge har det vært slik?",
                 choices=[choice("Noen uker", "inform?text=uker"),
                          choice("Mange måneder", "inform?text=lenge")])]  # fmt: skip


_SCRIPT: dict[str, list[Json]] = {
    "krise": [
        said(
            "crisis",
            "Det du skriver, gjør meg bekymret. Du skal ikke være alene med dette nå."
            "\n\nSi det til den som svarer, akkurat slik du skrev det her. Vi kan fortsette "
            "samtalen her når du vil.",
            {"category": "suicide", "helplines": LINES},
        ),
        said(
            "text",
            "Er du alene akkurat nå?",
            choices=[choice("Ja", "affirm"), choice("Nei, noen er her", "deny")],
        ),
    ],
    "usikker": [
        said(
            "crisis_question",
            "Jeg vil forstå deg riktig. Tenker du på å ta livet ditt?"
            "\n\nDet er trygt å svare ærlig.",
            {"category": "suicide", "helplines": LINES[:3]},
            [
                choice("Ja", "crisis_yes"),
                choice("Nei", "crisis_no"),
                choice("Jeg vil ikke svare", "crisis_unsure"),
            ],
        )
    ],
    "nummer": [said("helplines", "Her er noen du kan ringe.", {"helplines": LINES[1:]})],
    "ask_offering": [
        said(
            "offering",
            "Slik er det.",
            {"offering": OFFERINGS[0]},
            [choice("Bestill en samtale", "book?offering=rask-psykisk-helsehjelp")],
        )
    ],
    "tilbud": [
        said(
            "offerings",
            "Dette kan passe for deg.",
            {"offerings": OFFERINGS},
            [
                *(
                    choice(one["title"], f"ask_offering?offering={one['slug']}")
                    for one in OFFERINGS
                ),
                choice("Noe annet", "deny"),
            ],
        )
    ],
    "oppsummer": [
        said(
            "summary",
            "Stemmer dette?",
            {
                "lines": [
                    "Du sover dårlig og har gjort det siden i sommer.",
                    "Du skrev: «eg drikk litt for mykje om kveldane»",
                    "Det gjelder deg selv.",
                ]
            },
            [choice("Ja, det stemmer", "affirm"), choice("Jeg vil endre noe", "deny")],
        )
    ],
    "ring meg": [
        said("callback", "Vi ringer deg i løpet av neste hverdag.", {"reference": "R2D9QT"})
    ],
    "ukjent": [said("hologram", "Dette er en ny slags melding.", {"beam": 7})],
    "merkelig": [said("slots", "Disse tidene finnes.", {"slots": "ikke en liste"})],
    "kode": [said("text", "<img src=x onerror=\"document.title='tatt'\"> <b>fet</b>")],
    "lang": [said("text", "\n\n".join(["Et langt avsnitt om noe vanskelig. " * 8] * 5))],
    "nynorsk": [said("text", "Ja, eg skriv nynorsk.", lang="nn")],
    "english": [said("text", "Yes, I write English.", lang="en")],
}
