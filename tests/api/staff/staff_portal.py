"""How the tests use the staff portal: log in, fill in forms, read pages."""

import html
import re
from typing import Any

import httpx2
from calendars import add_slot, next_weekday
from sqlalchemy import select

from api.models import AccessEntry, Booking, Callback, StaffMember, new_id
from api.setup import service as setup
from api.staff import passwords

PASSWORD = "fjord lykt sandal 7"
TOKEN = re.compile(r'name="csrf" value="([^"]+)"')
SUMMARY = [
    {"key": "about", "about": "self"},
    {"key": "topics", "topics": ["sleep", "alcohol"]},
    {"key": "words", "text": "Eg søv så dårleg og drikk litt for mykje om kveldane"},
    {"key": "since", "text": "sia i haust"},
]


class Portal:
    """A browser without pictures: cookies, redirects, forms with their tokens."""

    def __init__(self, client: httpx2.AsyncClient) -> None:
        self.client = client
        self.database = client.app.state.database  # type: ignore[attr-defined]

    async def get(self, path: str, **kw: Any) -> httpx2.Response:
        return await self.client.get(path, follow_redirects=True, **kw)

    async def csrf(self, path: str) -> str:
        found = TOKEN.findall((await self.get(path)).text)
        assert found, f"no form on {path}"
        return str(found[-1])

    async def post(
        self, path: str, data: dict[str, str] | None = None, *, page: str | None = None, **kw: Any
    ) -> httpx2.Response:
        """Send the form that stands on `page` (else on `path` itself); redirects are followed."""
        fields = {"csrf": await self.csrf(page or path), **(data or {})}
        return await self.client.post(path, data=fields, follow_redirects=True, **kw)

    async def log_in(self, email: str, password: str = PASSWORD) -> httpx2.Response:
        return await self.post("/ansatt/logg-inn", {"epost": email, "passord": password})

    async def lets_in(self, token: str) -> bool:
        """Whether this login's cookie opens the list; the browser then has no cookies left."""
        self.client.cookies.clear()
        answer = await self.client.get("/ansatt/", headers={"Cookie": f"ansatt={token}"})
        assert answer.status_code in {200, 303}
        return answer.status_code == 200

    async def rows(self, model: Any, **where: Any) -> list[Any]:
        async with self.database.transaction() as session:
            return list(await session.scalars(select(model).filter_by(**where)))

    async def add_member(
        self, email: str, *, role: str = "staff", name: str = "Ola Kollega", **kw: Any
    ) -> str:
        """A colleague who can log in."""
        hash_ = await passwords.hashed(PASSWORD)
        async with self.database.transaction() as session:
            member = StaffMember(
                id=new_id(), name=name, email=email, role=role, password_hash=hash_, **kw
            )
            session.add(member)
            return member.id

    async def add_slot(self, **kw: Any) -> str:
        async with self.database.transaction() as session:
            start = kw.pop("start", next_weekday(hour=9))
            staff = kw.pop("staff_id", None)
            if staff:
                kw["staff"] = await session.get(StaffMember, staff)
            return (await add_slot(session, start, **kw)).id

    async def book(self, slot_id: str, **changes: Any) -> str:
        """A booking made through the public API; its key."""
        wish = {
            "client_id": new_id(),
            "slot_id": slot_id,
            "name": "Kari Nordmann",
            "phone": "412 34 567",
            "summary": SUMMARY,
            "language": "nn",
            "consent": True,
            **changes,
        }
        answer = await self.client.post("/api/bookings", json=wish)
        assert answer.status_code == 201, answer.text
        (row,) = await self.rows(Booking, reference=answer.json()["reference"])
        return str(row.id)

    async def ask_for_call(self, **changes: Any) -> str:
        """A call-back asked for through the public API; its key."""
        wish = {
            "client_id": new_id(),
            "phone": "412 34 567",
            "name": "Per Hansen",
            "when": "helst etter klokka ti, når kona er ute",
            "about": "relative",
            "topics": ["medication"],
            "consent": True,
            **changes,
        }
        answer = await self.client.post("/api/callbacks", json=wish)
        assert answer.status_code == 201, answer.text
        (row,) = await self.rows(Callback, reference=answer.json()["reference"])
        return str(row.id)

    async def note(self, key: str, what: str, kind: str = "bestilling") -> httpx2.Response:
        """Press one of the buttons of a record's page."""
        path = f"/ansatt/{kind}/{key}"
        seen = re.findall(r'name="sett" value="(\d+)"', (await self.get(path)).text)[0]
        return await self.post(f"{path}/kontakt", {"hva": what, "sett": seen}, page=path)

    async def rows_of_me(self) -> dict[str, Any]:
        """The colleague that the fixture `desk` has logged in."""
        (me,) = await self.rows(StaffMember, email="ola@kommune.example")
        return {"id": me.id, "name": me.name}

    async def log(self, action: str) -> list[AccessEntry]:
        return await self.rows(AccessEntry, action=action)


def shown(answer: httpx2.Response) -> str:
    """The text of a page, without its tags."""
    text = html.unescape(re.sub(r"<[^>]+>", " ", answer.text))
    return " ".join(text.split())


async def first_link(portal: Portal) -> str:
    """The one-time link of the first administrator, as `first-admin-link` makes it."""
    async with portal.database.transaction() as session:
        return f"/ansatt/velkommen/{await setup.first_admin_token(session)}"
