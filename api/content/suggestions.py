"""Which offerings fit what a person writes about, by fixed weights that stand in the files."""

from collections.abc import Iterable, Sequence
from typing import Final

from api.content.schemas import Offering
from api.content.taxonomy import About, Topic, Weight

_WEIGHT: Final[dict[Weight, float]] = {"strong": 3.0, "weak": 1.0}
# What is named first matters most, but a second topic must be able to decide between equals.
_FADE: Final = 0.7
_ACCESS_ORDER: Final = {"slot": 0, "callback": 1, "application": 2}


def suggest(
    offerings: Iterable[Offering], topics: Sequence[Topic], about: About | None
) -> list[tuple[str, tuple[Topic, ...]]]:
    """Offerings that fit, best first, each with those of the person's topics that it fits.

    ``topics`` come strongest first. Equal fits: what can be booked at once comes first, then by
    slug, so that the same words always give the same answer. No topic, no suggestion.
    """
    ranked: list[tuple[float, int, str, tuple[Topic, ...]]] = []
    distinct = tuple(dict.fromkeys(topics))
    for offering in offerings:
        weights = offering.weights(about)
        fitting = tuple(topic for topic in distinct if topic in weights)
        if not fitting:
            continue
        worth = sum(
            _WEIGHT[weights[topic]] * _FADE**place
            for place, topic in enumerate(distinct)
            if topic in weights
        )
        ranked.append((-worth, _ACCESS_ORDER[offering.access], offering.slug, fitting))
    return [(slug, fitting) for _, _, slug, fitting in sorted(ranked)]
