import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.norwegian.names import parse_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("det e ho Borghild her", "Borghild"),
        ("eg heiter kari nordmann", "Kari Nordmann"),
        ("Nguyen Thi Lan", "Nguyen Thi Lan"),
        ("nguyen thi ha", "Nguyen Thi Ha"),
        ("Åse-Marie Bakke", "Åse-Marie Bakke"),
        ("åse-marie bakke", "Åse-Marie Bakke"),
        ("fru Hansen", "Hansen"),
        ("Fru Åse Hansen", "Åse Hansen"),
        ("det er kari", "Kari"),
        ("jeg er kari", "Kari"),
        ("Kari, kven er du?", "Kari"),
        ("eg heiter Máret Sárá", "Máret Sárá"),
        ("biret ánne eira", "Biret Ánne Eira"),
        ("Krzysztof Wiśniewski", "Krzysztof Wiśniewski"),
        ("mohammed al-hassan", "Mohammed al-Hassan"),
        ("Mohammed al-Hassan", "Mohammed al-Hassan"),
        ("fatima abdi warsame", "Fatima Abdi Warsame"),
        ("Kari Nordmann, 41234567", "Kari Nordmann"),
        ("kari nordmann tlf 412 34 567", "Kari Nordmann"),
        ("navnet mitt er ola", "Ola"),
        ("Navn: Ola Nordmann", "Ola Nordmann"),
        ("mitt namn er Ola Nordmann", "Ola Nordmann"),
        ("ola nordmann heter jeg", "Ola Nordmann"),
        ("Hansen, Kari", "Kari Hansen"),
        ("KARI NORDMANN", "Kari Nordmann"),
        ("han Olav i Bakkane", "Olav"),
        ("æ heite Torbjørg", "Torbjørg"),
        ("æ e ho Torbjørg", "Torbjørg"),
        ("ja, eg heiter Torbjørg Moe, eg", "Torbjørg Moe"),
        ("Ho Thi Lan", "Ho Thi Lan"),
        ("Liv", "Liv"),
        ("liv hansen", "Liv Hansen"),
        ("Dag Bakke", "Dag Bakke"),
        ("per", "Per"),
        ("hei, jeg heter Per-Arne", "Per-Arne"),
        ("du kan kalle meg Bibbi", "Bibbi"),
        ("kall meg bibbi", "Bibbi"),
        ("Kari fra Bergen", "Kari"),
        ("mor mi heiter Olga, eg heiter Kari", "Kari"),
        ("Ludwig van der Berg", "Ludwig van der Berg"),
        ("kari m. hansen", "Kari M. Hansen"),
        ("my name is John Smith", "John Smith"),
        ("Det er Kari Nordmann som skriver", "Kari Nordmann"),
        ("Kristin med K", "Kristin"),
        ("e heite Kjellaug", "Kjellaug"),
        ("Jeg heter Bjørn og er 82 år", "Bjørn"),
        ("Tormod Østgård", "Tormod Østgård"),
        ("tormod østgård", "Tormod Østgård"),
        ("Zbigniew", "Zbigniew"),
        ("wojciech kowalczyk", "Wojciech Kowalczyk"),
        ("o'brien", "O'Brien"),
        ("Anne Grete", "Anne Grete"),
        ("navnet er Lund, Marit Lund", "Marit Lund"),
        ("nguyen van hung", "Nguyen Van Hung"),
        ("le van an", "Le Van An"),
        ("du kan skrive Hanne", "Hanne"),
        ("berre Hanne", "Hanne"),
        ("Jens Chr. Hauge", "Jens Chr. Hauge"),
        ("Mvh Torleif", "Torleif"),
        ("jeg heter egentlig Ingeborg men kalles Bibbi", "Ingeborg"),
        ("Jeg heter ikke Kari, jeg heter Kristin", "Kristin"),
        ("Siri her", "Siri"),
        ("hei det er marit her", "Marit"),
        ("eg heite marit hei", "Marit"),
    ],
)
def test_a_name_is_found_as_people_give_it(text: str, name: str) -> None:
    found = parse_name(text)
    assert found is not None
    assert found.lower() == name.lower()


@pytest.mark.parametrize(
    "text",
    [
        "eg er trøytt",
        "jeg vil ikke si det",
        "kvifor må de vite det?",
        "ja",
        "nei",
        "vet ikke",
        "anonym",
        "det vil eg helst ikkje seie",
        "kan jeg få time på torsdag",
        "jeg sover dårlig",
        "snakker",
        "god dag",
        "det spiller ingen rolle",
        "hvem spør",
        "hemmeleg",
        "eg sit her og græt",
        "jeg vil bestille time",
        "41234567",
        "ingen",
        "du trenger ikke vite det",
        "hjelp",
        "eg er så redd",
        "eg e redd",
        "det er meg",
        "det går bra",
        "trenger hjelp",
        "sliter med søvn",
        "ektemann",
        "jeg er bekymret for Per",
        "tirsdag",
        "Må jeg si navnet mitt?",
        "",
        "   ",
        "?",
        "412 34 567",
        "🙂",
    ],
)
def test_a_verb_a_refusal_or_a_sentence_is_no_name(text: str) -> None:
    assert parse_name(text) is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("kari nordmann", "Kari Nordmann"),
        ("KARI NORDMANN", "Kari Nordmann"),
        ("åse-marie bakke", "Åse-Marie Bakke"),
        ("o'brien", "O'Brien"),
        ("Ludwig van der Berg", "Ludwig van der Berg"),
        ("fru hansen", "Hansen"),
    ],
)
def test_a_name_is_shown_with_capitals_and_without_titles(text: str, shown: str) -> None:
    assert parse_name(text) == shown


@given(st.text())
def test_any_text_gives_a_name_or_nothing(text: str) -> None:
    name = parse_name(text)
    assert name is None or (name.strip() == name and not any(c.isdigit() for c in name))


@given(
    st.sampled_from(["kari", "ola", "borghild", "Nguyen Thi Lan", "Máret", "zofia", "fatima"]),
    st.sampled_from(["{}", "eg heiter {}", "jeg heter {}", "æ heite {}", "det e ho {} her", "{}."]),
)
def test_a_name_is_the_same_however_it_is_introduced(name: str, phrase: str) -> None:
    found = parse_name(phrase.format(name))
    assert found is not None
    assert found.lower() == name.lower()


@given(st.sampled_from(["kari nordmann", "per hansen", "Nguyen Thi Ha", "biret ánne eira"]))
def test_a_name_that_was_read_is_read_the_same_again(name: str) -> None:
    shown = parse_name(name)
    assert shown is not None
    assert parse_name(shown) == shown
