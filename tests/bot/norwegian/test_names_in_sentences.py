"""Names beside kin, labels and slips; and everything that is said where no name is."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.norwegian.names import parse_name

EVALUATION = Path(__file__).parents[2] / "nlu/evaluation"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("det gjelder min mann Per", "Per"),
        ("det gjeld dotter mi Siv", "Siv"),
        ("mor mi Astrid", "Astrid"),
        ("Folk kallar meg Jon Arne", "Jon Arne"),
        ("fornavnet er Helge", "Helge"),
        ("Etternavn: Strand, fornavn: Else", "Else Strand"),
        ("fornamn Odd etternamn Haugen", "Odd Haugen"),
        ("nammnet er anbjørg steine", "Anbjørg Steine"),
        ("jeg hetr Terje", "Terje"),
        ("Vår Haug", "Vår Haug"),
        ("Brynhild Å", "Brynhild Å"),
        ("mu namma lea Niillas Buljo", "Niillas Buljo"),
        ("mun lean Ánde Sara", "Ánde Sara"),
        ("nazywam się Ewa Nowak", "Ewa Nowak"),
        ("my name's Peter Clarke", "Peter Clarke"),
        ("it's Margaret speaking", "Margaret"),
        ("Snakker med Berit Foss", "Berit Foss"),
        ("Skriv meg opp som Turid", "Turid"),
        ("frk. Alvilde Prydz", "Alvilde Prydz"),
        ("Med vennlig hilsen Kåre Lien", "Kåre Lien"),
        ("ring 412 34 567 og spør etter Steinar Kvam", "Steinar Kvam"),
        ("eldbjørg sæle tlefon 41234567", "Eldbjørg Sæle"),
        ("hallgunn", "Hallgunn"),  # in no list, but made as Norse names are
    ],
)
def test_a_name_is_found_beside_what_is_said_with_it(text: str, name: str) -> None:
    assert parse_name(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "mannen min", "min mann", "det gjelder mannen min", "fredag", "ja gjerne", "vet ikke",
        "Jeg er Knut sin kone", "Søvnen er ødelagt", "Hjarta slår", "Herregud", "jaja", "hallloo",
        "avslut", "Elendig service", "helst før helga", "call me back", "Fortæl! Kva er dette?",
        "etternavnet vil jeg ikke oppgi", "Kroppen er i ulage, eg får ikkje ro", "endre", "Nok",
        "Vår mor", "eg hatar dette", "hva er fornavnet ditt?", "Mange takk", "skitsystem",
    ],
)  # fmt: skip
def test_a_noun_a_verb_or_kin_is_no_name(text: str) -> None:
    assert parse_name(text) is None


def test_no_worry_gives_a_name() -> None:
    lines = [json.loads(line) for line in (EVALUATION / "intents.jsonl").open(encoding="utf-8")]
    worries = [line["text"] for line in lines if line.get("intent") == "concern"]
    named = {text: name for text in worries if (name := parse_name(text))}
    assert len(worries) > 300
    assert len(named) <= 0.01 * len(worries), named


@given(
    st.sampled_from(["Kari", "Torbjørg Moe", "Niillas Buljo", "Zofia Nowak", "Fatima Abdi"]),
    st.sampled_from(
        ["det gjelder min mann {}", "Folk kallar meg {}", "namnet er {}", "fornavn {}",
         "mun lean {}", "hilsen {}", "{}, 412 34 567", "spør etter {}"]
    ),
)  # fmt: skip
def test_a_name_reads_the_same_in_every_frame_and_again(name: str, frame: str) -> None:
    found = parse_name(frame.format(name))
    assert found == name
    assert parse_name(found) == found


def test_a_message_is_read_in_a_few_milliseconds() -> None:
    lines = [json.loads(line) for line in (EVALUATION / "contacts.jsonl").open(encoding="utf-8")]
    start = time.process_time()
    for line in lines:
        parse_name(line["text"])
    assert (time.process_time() - start) / len(lines) < 0.005
