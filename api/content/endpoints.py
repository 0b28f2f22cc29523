"""What the municipality offers and whom one can call; open to all, nothing is stored."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends

from api.content.service import Texts, get_texts
from api.content.taxonomy import Crisis, Language, Topic
from api.content.views import HelplineList, OfferingList, OfferingOut

router = APIRouter(prefix="/api", tags=["content"])
Content = Annotated[Texts, Depends(get_texts)]


@router.get("/offerings")
async def list_offerings(texts: Content, lang: Language = "nb") -> OfferingList:
    """All offerings in one language."""
    return OfferingList(
        lang=lang,
        notice=texts.notice(lang),
        offerings=[texts.offering_summary(slug, lang) for slug in texts.offerings],
    )


@router.get("/offerings/{slug}")
async def get_offering(slug: str, texts: Content, lang: Language = "nb") -> OfferingOut:
    """One offering in full; 404 ``offering_not_found``."""
    return texts.offering_out(slug, lang)


@router.get("/helplines")
async def list_helplines(
    texts: Content, lang: Language = "nb", need: Crisis | Topic | None = None
) -> HelplineList:
    """Help lines as of now. ``need`` (a topic or a crisis value) chooses and orders them."""
    now = datetime.now(UTC)
    lines = texts.helplines_for(need, now, lang) if need else texts.all_helplines(now, lang)
    return HelplineList(lang=lang, helplines=lines)
