"""The three numbers that are shown whatever happens, even if every content file is broken.

Words for people belong in content files; these are the exception, because they must be there on
the day when a content file cannot be read. ``helplines.yml`` may word them better but can neither
remove them nor change their digits.
"""

from typing import Final

from api.content.hours import Hours
from api.content.schemas import Helpline, Helplines, Source, Translated
from api.content.taxonomy import Crisis


def _line(
    slug: str, phone: str, owner: str, source: Source, **words: tuple[str, str, str]
) -> Helpline:
    def in_three(name: str) -> Translated:
        nb, nn, en = words[name]
        return Translated(nb=nb, nn=nn, en=en)

    return Helpline(
        slug=slug,
        name=in_three("name"),
        owner=owner,
        phone=phone,
        tel=phone.replace(" ", ""),
        hours=Hours(always=True),
        free=True,
        price=Translated(nb="Gratis", nn="Gratis", en="Free"),
        who_for=Translated(nb="Alle", nn="Alle", en="Everyone"),
        text=in_three("text"),
        source=source,
        checked_on=None,
        checked_by=None,
        valid_until=None,
        enabled=True,
        always=True,
    )


EMERGENCY_LINES: Final[tuple[Helpline, ...]] = (
    _line(
        "113",
        "113",
        "AMK",
        Source(key="HN-113", address="helsenorge.no/nn/forstehjelp/ring-113/"),
        name=("Medisinsk nødtelefon", "Medisinsk naudtelefon", "Medical emergency"),
        text=(
            "Ring når det er fare for liv.",
            "Ring når det er fare for liv.",
            "Call if life is in danger.",
        ),
    ),
    _line(
        "112",
        "112",
        "Politiet",
        Source(key="VIK", address="viken-nettskole.no/lessons/varsling/"),
        name=("Politiets nødtelefon", "Naudtelefonen til politiet", "Police emergency"),
        text=(
            "Ring når noen er i fare.",
            "Ring når nokon er i fare.",
            "Call if someone is in danger.",
        ),
    ),
    _line(
        "116117",
        "116 117",
        "Kommunen",
        Source(
            key="HN-SELV",
            address="helsenorge.no/sykdom/psykiske-lidelser/selvmord-og-selvmordstanker/",
        ),
        name=("Legevakt", "Legevakt", "Out-of-hours doctor"),
        text=(
            "Ring når det haster, men ikke er fare for liv.",
            "Ring når det hastar, men ikkje er fare for liv.",
            "Call when it is urgent, but life is not in danger.",
        ),
    ),
)

# The right number first, then the doctor on duty. Psychosis: see the note in helplines.yml.
EMERGENCY_ORDER: Final[dict[Crisis, tuple[str, ...]]] = {
    "suicide": ("113", "116117"),
    "self_harm": ("113", "116117"),
    "overdose": ("113", "116117"),
    "medical_emergency": ("113", "116117"),
    "psychosis": ("113", "116117"),
    "violence": ("112", "113", "116117"),
    "danger_to_others": ("112", "113", "116117"),
    "child_at_risk": ("112", "113", "116117"),
}

EMERGENCY: Final = Helplines(
    lines=EMERGENCY_LINES,
    by_crisis=EMERGENCY_ORDER,
    by_topic={},
    general=("113", "112", "116117"),
    children=(),
)
