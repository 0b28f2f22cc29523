"""A small server with the public api's addresses, for the web chat alone: scripted words.

``python tests/web/web_mock_server.py 8010`` from the repository's root serves it for looking at.
"""

import asyncio
import itertools
import sys
from datetime import UTC, datetime
from typing import Any

import uvicorn
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from web_mock_messages import GREETING, GREETING_EN, GREETING_NN, Json, replies, slots

from api.middleware import security_headers
from api.web.pages import PageValues, mount_web

VALUES = PageValues(
    name="Eksempel kommune", phone="00 00 00 00", tel="00000000",
    notice="Eksempel kommune finnes ikke. Steder, tider og telefonnummer er oppdiktet.",
    phone_note="Hverdager 9 til 15. Nummeret er oppdiktet.",
    address="Eksempelveien 1, 0000 Eksempel", exit_address="/weather",
)  # fmt: skip
TOKEN = "secret-token"


class Mock:
    """What the server holds, and the faults that a test asks of it."""

    def __init__(self) -> None:
        self.numbers = itertools.count(1)
        self.reset()

    def reset(self) -> None:
        self.conversations: dict[str, Json] = {}
        self.received: list[Json] = []
        self.started: list[Json] = []
        self.fail_next = 0
        self.delay = 0.0
        self.lose_answer = False
        self.refuse_language = False
        self.booking: Json = {
            **slots(datetime.now(UTC))[0], "reference": "K7M4XP", "status": "confirmed",
            "ics_url": "/api/bookings/K7M4XP.ics?token=secret-token",
        }  # fmt: skip
        self.slot_taken = False
        self.many_slots = 0

    def stamp(self, message: Json) -> Json:
        return {"id": f"m{next(self.numbers)}", **message}


def problem(status: int, code: str, detail: str, **more: Any) -> JSONResponse:
    return JSONResponse({"code": code, "detail": detail, **more}, status,
                        media_type="application/problem+json")  # fmt: skip


def create_mock() -> tuple[FastAPI, Mock]:
    """The application and its handle."""
    app, mock = FastAPI(), Mock()

    @app.middleware("http")
    async def faults(request: Request, forward: Any) -> Response:
        if request.url.path.startswith("/api/"):
            await asyncio.sleep(mock.delay)
            if mock.fail_next:
                mock.fail_next -= 1
                return problem(503, "unavailable", "Tjenesten er borte litt.")
        response = await forward(request)
        # The real policy, so that what breaks it breaks here.
        response.headers.update(security_headers(request.url.path))
        return response

    _conversations(app, mock)
    _bookings(app, mock)

    @app.get("/weather")
    def weather() -> HTMLResponse:
        return HTMLResponse("<!doctype html><html lang=nb><title>Vær</title><h1>Vær</h1></html>")

    # What a page rendered by the server looks like when it links the shared style sheet.
    @app.get("/personvern")
    def privacy() -> HTMLResponse:
        return HTMLResponse(PLAIN_PAGE)

    mount_web(app, lambda: VALUES)
    return app, mock


PLAIN_PAGE = """<!doctype html><html lang="nb"><head><meta charset="utf-8"><title>Personvern</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/assets/icon.svg"><link rel="stylesheet" href="/assets/page.css">
<script type="module" src="/assets/page.js"></script></head><body>
<a class="skip-link" href="#innhold">Gå til innholdet</a>
<header class="site-head"><a class="site-name" href="/">Eksempel kommune</a></header>
<main class="page" id="innhold"><h1 class="ds-heading">Personvern</h1><p>Kort fortalt.</p>
<section class="panel"><h2 class="ds-heading">Hvem leser det?</h2><p>Ingen.</p></section>
</main><footer class="site-foot"><p><a class="ds-link" href="/">Forsiden</a></p>
</footer></body></html>"""


def _conversations(app: FastAPI, mock: Mock) -> None:
    def find(request: Request, id: str) -> Json:
        held = mock.conversations.get(id)
        if held is None:
            raise HTTPException(404)
        if request.headers.get("authorization") != f"Bearer {held['token']}":
            raise HTTPException(401)
        return held

    @app.post("/api/conversations", status_code=201)
    async def start(request: Request) -> Json:
        body = await request.json()
        mock.started.append(body)
        greeting = {"nn": GREETING_NN, "en": GREETING_EN}.get(body.get("language"), GREETING)
        id = f"c{next(mock.numbers)}"
        held = {"token": f"token-{id}", "messages": [mock.stamp(greeting)], "answers": {}}
        mock.conversations[id] = held
        return {"id": id, "token": held["token"], "messages": held["messages"]}

    @app.get("/api/conversations/{id}")
    def resume(request: Request, id: str) -> Json:
        return {"messages": find(request, id)["messages"]}

    @app.delete("/api/conversations/{id}", status_code=204)
    def erase(request: Request, id: str) -> None:
        find(request, id)
        del mock.conversations[id]

    @app.post("/api/conversations/{id}/messages", response_model=None)
    async def say(request: Request, id: str) -> Json | JSONResponse:
        held, body = find(request, id), await request.json()
        mock.received.append(body)
        if mock.refuse_language and "change_language" in (body.get("choice") or ""):
            return problem(422, "choice_unknown", "Denne knappen er ikke lenger i bruk.")
        if "for langt" in (body.get("text") or ""):
            return problem(413, "too_long", "Det var litt mye på en gang. Prøv å dele det opp.")
        if body["client_id"] not in held["answers"]:
            said = body.get("text") or body["choice"]
            answer = [mock.stamp(one) for one in replies(said, datetime.now(UTC))]
            person = mock.stamp({"role": "person", "kind": "text", "lang": "nb", "text": said,
                                 "choices": [], "data": {}})  # fmt: skip
            held["messages"] += [person, *answer]
            held["answers"][body["client_id"]] = answer
        if mock.lose_answer:
            mock.lose_answer = False
            return problem(502, "lost", "Svaret ble borte på veien.")
        return {"messages": held["answers"][body["client_id"]], "understood": {}}


def _bookings(app: FastAPI, mock: Mock) -> None:
    def check(request: Request, reference: str) -> None:
        if reference != "K7M4XP" or request.headers.get("authorization") != f"Bearer {TOKEN}":
            raise HTTPException(404)

    @app.get("/api/offerings/{slug}")
    def offering(slug: str) -> Json:
        return {"slug": slug, "title": "Rask psykisk helsehjelp"}

    @app.get("/api/offerings/{slug}/slots")
    def free(slug: str) -> Json:
        listed = slots(datetime.now(UTC))[1:]
        return {
            "slots": [{**listed[-1], "id": f"late-{n}"} for n in range(mock.many_slots)] or listed
        }

    @app.get("/api/bookings/{reference}")
    def read(request: Request, reference: str) -> Json:
        check(request, reference)
        return mock.booking

    @app.patch("/api/bookings/{reference}", response_model=None)
    async def move(request: Request, reference: str) -> Json | JSONResponse:
        check(request, reference)
        wanted = (await request.json())["slot_id"]
        if mock.slot_taken:
            return problem(409, "slot_taken", "Tatt.", alternatives=slots(datetime.now(UTC))[4:])
        slot = next(one for one in slots(datetime.now(UTC)) if one["id"] == wanted)
        mock.booking |= slot
        return mock.booking

    @app.delete("/api/bookings/{reference}", status_code=204)
    def cancel(request: Request, reference: str) -> None:
        check(request, reference)
        mock.booking["status"] = "cancelled"


if __name__ == "__main__":
    uvicorn.run(create_mock()[0], port=int(sys.argv[1]), log_level="warning")
