"""The `data` of a message: facts for programs, and for the page to draw as cards."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

from api.content.formatting import fill, join_words
from api.content.scene import Scene, Values, items, offering_slug
from api.content.taxonomy import TOPICS, Crisis, MessageKind, Topic

Json = dict[str, Any]
_SLOT_FIELDS: Final = ("id", "offering", "start", "end", "location", "channel")
_BOOKING_FIELDS: Final = (
    "reference", "status", "offering", "start", "end", "location", "channel",
)  # fmt: skip
_HELPLINE_FIELDS: Final = {"slug", "name", "phone", "tel", "hours", "text", "open_now", "notice"}


def helplines(scene: Scene, need: Crisis | Topic | None, *, child: bool = False) -> list[Json]:
    """Help lines for a need, the emergency number first, then what is open now."""
    young = child or scene.young
    lines = scene.texts.helplines_for(need, scene.at, scene.lang, child=young)
    return [line.model_dump(mode="json", include=_HELPLINE_FIELDS) for line in lines]


def topic_phrase(scene: Scene, topics: Sequence[Any]) -> str:
    """«søvnen og alkohol»; names that are not of the taxonomy are left out."""
    words = {str(name): words for name, words in scene.texts.vocabulary.topics.items()}
    named = [words[topic].phrase.in_(scene.lang) for topic in topics if topic in words]
    return join_words(named, scene.lang)


def why(scene: Scene, topics: Sequence[Any]) -> str:
    """«Fordi du skrev at det handler om søvnen og alkohol»; empty without topics."""
    phrase = topic_phrase(scene, topics)
    if not phrase:
        return ""
    return fill(scene.fragments.text("why", scene.lang), {"topics": phrase}.get)[0]


def offering(scene: Scene, slug: str, topics: Sequence[Any]) -> Json:
    """An offering: why it fits, what it costs, referral or not, waiting, how to get in touch."""
    facts = scene.texts.offering_summary(slug, scene.lang)
    return {
        "slug": slug,
        "title": facts.title,
        "short": facts.short,
        "why": why(scene, topics),
        "cost": facts.cost,
        "referral": facts.referral,
        "waiting": facts.waiting_time,
        "contact": facts.contact,
        "access": facts.access,
    }


def booking(values: Values) -> Json:
    """A booking, with addresses that carry its token when the person may change it."""
    held = values.get("booking")
    facts = held if isinstance(held, Mapping) else values
    card: Json = {name: facts[name] for name in _BOOKING_FIELDS if facts.get(name) is not None}
    reference, token = facts.get("reference"), facts.get("manage_token")
    if reference and token:
        reference, token = quote(str(reference), safe=""), quote(str(token), safe="")
        card["ics_url"] = f"/api/bookings/{reference}.ics?token={token}"
        # In the fragment, which a browser sends to nobody.
        card["manage_url"] = f"/time/{reference}#t={token}"
    return card


def summary_line(scene: Scene, line: Any) -> str:
    """One line of a summary. `line`: `{key, text | topics | about}`, or the text itself."""
    if not isinstance(line, Mapping):
        return str(line)
    key, words = str(line.get("key") or "words"), str(line.get("text") or "")
    if key == "about":
        return scene.fragments.find(f"summary_about_{line.get('about')}", scene.lang) or ""
    values = {"text": words, "topics": topic_phrase(scene, items(line.get("topics")))}
    template = scene.fragments.find(f"summary_{key}", scene.lang)
    return fill(template, values.get)[0] if template else words


def _offerings(scene: Scene, values: Values) -> Json:
    return {"offerings": [offering(scene, slug, fit) for slug, fit in scene.offerings(values)]}


def _offering(scene: Scene, values: Values) -> Json:
    slug = offering_slug(values)
    return {"offering": offering(scene, slug, items(values.get("topics")))} if slug else {}


def _helplines(scene: Scene, values: Values) -> Json:
    named = items(values.get("topics"))
    need = next((topic for one in named for topic in TOPICS if topic == one), None)
    return {"helplines": helplines(scene, need)}


def _summary(scene: Scene, values: Values) -> Json:
    told = [summary_line(scene, line) for line in items(values.get("lines"))]
    return {"lines": [line for line in told if line]}


def _slots(scene: Scene, values: Values) -> Json:
    listed = scene.slot_list(values)
    return {"slots": [{k: slot[k] for k in _SLOT_FIELDS if k in slot} for slot in listed]}


_BY_KIND: Final[dict[MessageKind, Callable[[Scene, Values], Json]]] = {
    "offerings": _offerings,
    "offering": _offering,
    "helplines": _helplines,
    "summary": _summary,
    "slots": _slots,
    "booking": lambda _, values: booking(values),
    "callback": lambda _, values: {"reference": values.get("reference")},
}


def data(kind: MessageKind, scene: Scene, values: Values) -> Json:
    """The data of a message of this kind; see the contract's table."""
    make = _BY_KIND.get(kind)
    return make(scene, values) if make else {}
