"""Help lines in the portal, and people who are to be called first."""

from sqlalchemy import update

from api.models import Callback
from tests.api.staff.staff_portal import Portal, shown


async def test_the_page_lists_what_is_due_with_number_source_and_owner(desk: Portal) -> None:
    page = await desk.get("/ansatt/hjelpetelefoner")
    text = shown(page)
    assert "10 linjer må kontrolleres" in text
    assert "Hjelpetelefonen Ring 116 123 Mental Helse" in text
    assert "Kilde: vindafjord.kommune.no" in text
    assert "Ikke kontrollert" in text
    assert 'href="tel:116111"' in page.text
    # Those that nobody can show yet say why.
    assert "Nummeret er ikke kjent" in text
    assert "To kilder oppgir ulike numre" in text


async def test_only_staff_see_the_page(portal: Portal) -> None:
    answer = await portal.client.get("/ansatt/hjelpetelefoner")
    assert answer.status_code == 303


async def test_an_urgent_call_stands_first_and_says_why_until_it_is_done(desk: Portal) -> None:
    await desk.ask_for_call(name="Per Hansen")
    urgent = await desk.ask_for_call(name="Anne Olsen")
    async with desk.database.transaction() as session:
        await session.execute(update(Callback).where(Callback.id == urgent).values(urgent=True))
    text = shown(await desk.get("/ansatt/"))
    assert text.index("Anne Olsen") < text.index("Per Hansen")
    assert text.count("Ring først") == 1
    assert "Har fått nødnumrene i chatten" in shown(await desk.get(f"/ansatt/oppringing/{urgent}"))
    await desk.note(urgent, "done", "oppringing")
    assert "Ring først" not in shown(await desk.get("/ansatt/?vis=tidligere"))
