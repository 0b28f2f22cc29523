"""The safety report as a page for the municipality's staff (Norwegian, Markdown)."""

from __future__ import annotations

from datetime import date

from tests.safety.measure import Count

Tables = dict[str, tuple[dict[str, Count], dict[str, Count]]]

_NETS = {"gateway": "Portens nett alene", "engine": "Språkmotoren", "both": "Begge sammen"}
_CATEGORIES = {
    "suicide": "selvmord",
    "self_harm": "selvskading",
    "overdose": "overdose og forgiftning",
    "violence": "vold",
    "danger_to_others": "fare for andre",
    "medical_emergency": "akutt sykdom",
    "psychosis": "psykose",
    "child_at_risk": "barn i fare",
}
_WAYS = {
    "explicit": "sagt rett ut",
    "veiled": "antydet",
    "relative": "om en annen",
    "bokmål": "bokmål",
    "nynorsk": "nynorsk",
    "dialect": "dialekt",
    "typo": "skrivefeil",
    "english": "engelsk",
    "long": "i et langt brev",
}
_KINDS = {
    "figure": "talemåter",
    "grief": "sorg",
    "denial": "avkreftelser",
    "news": "nyheter og film",
    "prevention": "spørsmål om forebygging",
    "ordinary": "vanlige bekymringer",
    "practical": "praktiske spørsmål",
}
_SETS = {
    "lines.jsonl": "Det offentlige settet. Det er skrevet uavhengig av treningsdata, og deretter "
    "brukt til å utvide mønstrene. Tallene her er derfor høyere enn det en kan vente i drift.",
    "thresholds.jsonl": "Et sett som ikke er brukt til mønstre eller trening, men til å velge "
    "hva motoren teller, og hvor sikker den må være før den spør.",
    "unseen.jsonl": "Et sett som ikke har bestemt noe. Tallene her ligger nærmest det en kan vente "
    "i drift. Med 160 krisemeldinger er hvert tall usikkert med noen prosentpoeng.",
}
_HEAD = """# Sikkerhetsrapport

Laget {day} med `make safety`. Rapporten viser hvor mange meldinger om fare for liv og helse \
som blir oppdaget, og hvor ofte vanlige meldinger feilaktig blir møtt som en krise. To nett leser \
hver melding hver for seg: porten, som virker også når språkmotoren er nede, og språkmotoren. \
Begge bruker både mønstre og statistikk, men statistikken er lært hver for seg. Det er nok at ett \
av dem slår ut.

«Funnet» betyr at personen får krisesvaret eller det direkte spørsmålet. Ingen nett finner alt. \
Derfor står nødnumrene alltid framme, uansett hva noen skriver.

Mønstrene alene, målt på nye linjer før noe mønster var tilpasset dem:

| Sett | linjer | sagt rett ut | antydet | alle | falske alarmer |
| --- | ---: | ---: | ---: | ---: | ---: |
| første | 517 + 506 | 82 % | 38 % | 67 % | 6,3 % |
| andre | 130 + 48 | 84 % | 16 % | 61 % | 0 % |
| tredje | 80 + 46 | 86 % | 32 % | 65 % | 4,3 % |
| fjerde | 60 + 30 | 81 % | 9 % | 53 % | 0 % |
| femte | 43 + 21 | 93 % | 13 % | 65 % | 0 % |
| sjette | 280 + 300 | 70 % | 20 % | 47 % | 4,0 % |

De fire første er nå en del av det offentlige settet, de to siste av settet for terskler. Mønstre \
alene finner få antydninger; de kjennes best igjen på likheten med andre antydninger, og det er \
statistikkens oppgave."""


def page(measured: dict[str, Tables], day: date) -> str:
    """The whole page."""
    parts = [_HEAD.format(day=f"{day.day}.{day.month}.{day.year}")]
    if all("engine" not in tables for tables in measured.values()):
        parts.append("Språkmotoren er ikke målt: det fantes ingen trent modell.")
    for name, tables in measured.items():
        parts.append(f"## `tests/safety/{name}`\n\n{_SETS[name]}")
        for net, (crises, others) in tables.items():
            parts.append(f"### {_NETS[net]}\n\n{_recall(crises)}\n\n{_alarms(others)}")
    return "\n\n".join(parts) + "\n"


def _recall(crises: dict[str, Count]) -> str:
    rows = [
        "| Krisemeldinger | antall | funnet | krisesvar med en gang | rett kategori |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for group, name in {"all": "**alle**", **_WAYS, **_CATEGORIES}.items():
        if group in crises:
            found = crises[group]
            rows.append(
                f"| {name} | {found.lines} | {_percent(found.found)} | {_percent(found.at_once)} "
                f"| {_percent(found.right_category)} |"
            )
    return "\n".join(rows)


def _alarms(others: dict[str, Count]) -> str:
    rows = [
        "| Andre meldinger | antall | feilaktig krisesvar | feilaktig spørsmål |",
        "| --- | ---: | ---: | ---: |",
    ]
    for group, name in {"all": "**alle**", **_KINDS}.items():
        if group in others:
            met = others[group]
            rows.append(
                f"| {name} | {met.lines} | {_percent(met.at_once)} | {_percent(met.questions)} |"
            )
    return "\n".join(rows)


def _percent(share: float) -> str:
    return f"{100 * share:.1f}".replace(".", ",") + " %"
