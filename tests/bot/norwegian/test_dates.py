"""Seen from Saturday 21 November 2026. A wish is written as date from, date to, time from, time to
("-" is open), then "?" when the person is to be asked and n with the weekdays that are out.
"""

from datetime import datetime

import pytest

from bot.norwegian.dates import When, parse_when

NOW = datetime.fromisoformat("2026-11-21T21:00")


def shown(when: When) -> str:
    fields = (when.date_from, when.date_to, when.time_from, when.time_to)
    parts = [field or "-" for field in fields]
    if when.ambiguous:
        parts.append("?")
    if when.not_weekdays:
        parts.append("n" + "".join(str(day) for day in when.not_weekdays))
    return " ".join(parts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("overimorgon kl. halv ti", "2026-11-23 2026-11-23 09:30 09:30"),
        ("tysdag føremiddag", "2026-11-24 2026-11-24 09:00 12:00"),
        ("torsdag ettermiddag", "2026-11-26 2026-11-26 12:00 17:00"),
        ("ja, eg vil ha time på torsdag ettermiddag", "2026-11-26 2026-11-26 12:00 17:00"),
        ("veke 49", "2026-11-30 2026-12-06 - -"),
        ("om fjorten dagar", "2026-12-05 2026-12-05 - -"),
        ("1/12 kl 8.30", "2026-12-01 2026-12-01 08:30 08:30"),
        ("helst før lunsj på fredag", "2026-11-27 2026-11-27 - 11:00"),
        ("ikkje måndagar", "- - - - n1"),
        ("etter jul", "2026-12-27 - - -"),
        ("fyrstkommande onsdag", "2026-11-25 2026-11-25 - -"),
        ("i mårra", "2026-11-22 2026-11-22 - -"),
        ("nån gong neste veke", "2026-11-23 2026-11-29 - -"),
        ("mandag eller tirsdag", "2026-11-23 2026-11-24 - -"),
        ("mandag eller torsdag", "2026-11-23 2026-11-23 - - ?"),
        ("neste torsdag", "2026-11-26 2026-11-26 - - ?"),
        ("torsdag i neste uke", "2026-11-26 2026-11-26 - -"),
        ("torsdag om fjorten dager", "2026-12-10 2026-12-10 - -"),
        ("fredag om åtte dager", "2026-12-04 2026-12-04 - -"),
        ("te uka", "2026-11-23 2026-11-29 - -"),
        ("lørdag", "2026-11-28 2026-11-28 - - ?"),
        ("i morgen", "2026-11-22 2026-11-22 - -"),
        ("i morgen tidlig", "2026-11-22 2026-11-22 08:00 10:00"),
        ("i morgon kveld", "2026-11-22 2026-11-22 17:00 21:00"),
        ("mandag morgen klokka åtte", "2026-11-23 2026-11-23 08:00 08:00"),
        ("mandag morgen", "2026-11-23 2026-11-23 08:00 10:00"),
        ("etter klokka tre", "- - 15:00 -"),
        ("ikke før ti", "- - 10:00 -"),
        ("innen kl 12", "- - - 12:00"),
        ("kvart på to", "- - 13:45 13:45"),
        ("fem på halv elleve", "- - 10:25 10:25"),
        ("tjue på to", "- - 13:40 13:40"),
        ("halv fire på onsdag", "2026-11-25 2026-11-25 15:30 15:30"),
        ("i ellevetia på tirsdag", "2026-11-24 2026-11-24 10:30 11:30"),
        ("i 11-tida", "- - 10:30 11:30"),
        ("denne uka", "2026-11-21 2026-11-22 - -"),
        ("før helgen", "- 2026-11-27 - -"),
        ("i helga", "2026-11-21 2026-11-22 - -"),
        ("neste måned", "2026-12-01 2026-12-31 - -"),
        ("i desember", "2026-12-01 2026-12-31 - -"),
        ("første halvdel av desember", "2026-12-01 2026-12-15 - -"),
        ("siste halvdel av desember", "2026-12-16 2026-12-31 - -"),
        ("før jul", "- 2026-12-23 - -"),
        ("over nyttår", "2027-01-02 - - -"),
        ("mellom jul og nyttår", "2026-12-27 2026-12-30 - -"),
        ("i romjula", "2026-12-27 2026-12-30 - -"),
        ("når som helst", "- - - -"),
        ("3. desember", "2026-12-03 2026-12-03 - -"),
        ("den 3.", "2026-12-03 2026-12-03 - -"),
        ("den tredje", "2026-12-03 2026-12-03 - -"),
        ("tredje desember klokka ti", "2026-12-03 2026-12-03 10:00 10:00"),
        ("3.12.2026 kl 14", "2026-12-03 2026-12-03 14:00 14:00"),
        ("torsdag 3. desember kl. 10.15", "2026-12-03 2026-12-03 10:15 10:15"),
        ("fredag 3. desember", "2026-12-03 2026-12-03 - - ?"),
        ("mellom 10 og 12 på tirsdag", "2026-11-24 2026-11-24 10:00 12:00"),
        ("tirsdag 10-12", "2026-11-24 2026-11-24 10:00 12:00"),
        ("fra 9 til 3", "- - 09:00 15:00"),
        ("neste uke, men ikke onsdag", "2026-11-23 2026-11-29 - - n3"),
        ("torsdag passer ikke", "- - - - n4"),
        ("torsdag går ikkje, men fredag er fint", "2026-11-27 2026-11-27 - - n4"),
        ("fra mandag til onsdag", "2026-11-23 2026-11-25 - -"),
        ("mandag-onsdag", "2026-11-23 2026-11-25 - -"),
        ("1.-5. desember", "2026-12-01 2026-12-05 - -"),
        ("mellom 1. og 5. desember", "2026-12-01 2026-12-05 - -"),
        ("innen fredag", "- 2026-11-27 - -"),
        ("ikke før mandag", "2026-11-23 - - -"),
        ("om ei veke", "2026-11-28 2026-11-28 - -"),
        ("om et par uker", "2026-12-05 2026-12-05 - -"),
        ("torsdag om en uke", "2026-12-03 2026-12-03 - -"),
        ("torsdag i uke 49", "2026-12-03 2026-12-03 - -"),
        ("uke 49 på torsdag ettermiddag", "2026-12-03 2026-12-03 12:00 17:00"),
        ("trosdag ettermidag", "2026-11-26 2026-11-26 12:00 17:00"),
        ("tirsdagsettermiddag", "2026-11-24 2026-11-24 12:00 17:00"),
        ("torsdag kl 19", "2026-11-26 2026-11-26 19:00 19:00"),
        ("klokka sju om kvelden", "- - 19:00 19:00"),
        ("mandag eller tirsdag ettermiddag", "2026-11-23 2026-11-24 12:00 17:00"),
        ("torsdag eller fredag neste uke", "2026-11-26 2026-11-27 - -"),
        ("kan eg ikkje få time på torsdag?", "2026-11-26 2026-11-26 - -"),
        ("god morgen, kan jeg få time tirsdag", "2026-11-24 2026-11-24 - -"),
        ("1. mars", "2027-03-01 2027-03-01 - -"),
        ("onsdag klokka 0930", "2026-11-25 2026-11-25 09:30 09:30"),
        ("etter lunsj på mandag", "2026-11-23 2026-11-23 13:00 -"),
        ("midt på dagen tysdag", "2026-11-24 2026-11-24 11:00 13:00"),
        ("i slutten av neste uke", "2026-11-26 2026-11-27 - -"),
        ("i begynnelsen av desember", "2026-12-01 2026-12-10 - -"),
        ("overimårra på ettermidda'n", "2026-11-23 2026-11-23 12:00 17:00"),
        ("alle dager unntatt fredag", "- - - - n5"),
        ("helst ikke om morgenen", "- - 10:00 -"),
        ("hverdager etter 15", "- - 15:00 - n67"),
        ("kl 10 eller 11 på onsdag", "2026-11-25 2026-11-25 10:00 11:00"),
        ("onsdag formiddag eller torsdag ettermiddag", "2026-11-25 2026-11-25 09:00 12:00 ?"),
        ("tysdag el onsdag", "2026-11-24 2026-11-25 - -"),
        ("8.30", "- - 08:30 08:30"),
        ("10:30", "- - 10:30 10:30"),
        ("i kveld", "2026-11-21 2026-11-21 17:00 21:00"),
        ("i ettermiddag", "2026-11-21 2026-11-21 12:00 17:00"),
        ("neste helg", "2026-11-21 2026-11-22 - - ?"),
        ("etter den 10.", "2026-12-11 - - -"),
        ("fra 1. desember", "2026-12-01 - - -"),
        ("tidligst torsdag", "2026-11-26 - - -"),
        ("senest klokka to", "- - - 14:00"),
        ("halv ett", "- - 12:30 12:30"),
        ("torsdag klokka kvart over ett", "2026-11-26 2026-11-26 13:15 13:15"),
        ("første mandag i desember", "2026-12-07 2026-12-07 - -"),
        ("24.11. kl 9", "2026-11-24 2026-11-24 09:00 09:00"),
        ("mandag den 30.", "2026-11-30 2026-11-30 - -"),
        ("om tre dager klokken to", "2026-11-24 2026-11-24 14:00 14:00"),
        ("uka før jul", "2026-12-14 2026-12-20 - -"),
        ("etter påske", "2027-03-30 - - -"),
        ("noen tirsdag i desember", "2026-12-01 2026-12-31 - - n134567"),
        ("mandag klokka 9, eller onsdag klokka 10", "2026-11-23 2026-11-23 09:00 09:00 ?"),
        ("jeg kan ikke mandag eller tirsdag", "- - - - n12"),
        ("alt annet enn mandag", "- - - - n1"),
        ("i morra formiddag kl 10", "2026-11-22 2026-11-22 10:00 10:00"),
        ("vi kan ta det over helga", "2026-11-23 - - -"),
        ("så snart som mulig", "- - - -"),
        ("helst i slutten av veka", "2026-11-26 2026-11-27 - -"),
        ("andre uka i desember", "2026-12-08 2026-12-14 - -"),
        ("siste uka i november", "2026-11-24 2026-11-30 - -"),
        ("fra og med mandag", "2026-11-23 - - -"),
        ("f.o.m. mandag", "2026-11-23 - - -"),
        ("resten av uka", "2026-11-21 2026-11-22 - -"),
        ("i neste veke, men ikkje fredag og helst før lunsj", "2026-11-23 2026-11-29 - 11:00 n5"),
        ("mellom kl. 09:00 og 11:00", "- - 09:00 11:00"),
        ("uke 48 eller 49", "2026-11-23 2026-12-06 - -"),
        ("i vika som kjem", "2026-11-23 2026-11-29 - -"),
        ("fredag åtte dagar", "2026-12-04 2026-12-04 - -"),
        ("på torsdag i overneste uke", "2026-12-03 2026-12-03 - -"),
        ("overneste uke", "2026-11-30 2026-12-06 - -"),
        ("tidleg torsdag", "2026-11-26 2026-11-26 08:00 10:00"),
        ("jeg kan på onsdager", "- - - - n124567"),
        ("26. nov kl 1300", "2026-11-26 2026-11-26 13:00 13:00"),
        ("etter kl. 17 på hverdager", "- - 17:00 - n67"),
        ("mandag om to uker", "2026-12-07 2026-12-07 - -"),
        ("eg kan ikkje før klokka 12", "- - 12:00 -"),
        ("fem over halv ni", "- - 08:35 08:35"),
        ("tysdag klokka ti over halv to", "2026-11-24 2026-11-24 13:40 13:40"),
        ("til helga", "2026-11-28 2026-11-29 - -"),
        ("om ein månad", "2026-12-21 2026-12-21 - -"),
        ("tysdag ettermiddag, ikkje for seint", "2026-11-24 2026-11-24 12:00 17:00"),
        ("fredag, men ikkje før halv elleve", "2026-11-27 2026-11-27 10:30 -"),
        ("alltid formiddag, aldri mandag", "- - 09:00 12:00 n1"),
        ("onsdag eller torsdag, helst etter klokka ett", "2026-11-25 2026-11-26 13:00 -"),
        ("veke 49 på ein tysdag", "2026-12-01 2026-12-01 - -"),
        ("torsdag kl ni tretti", "2026-11-26 2026-11-26 09:30 09:30"),
        ("ikke i dag", "2026-11-22 - - -"),
        ("ikke i morgen men på mandag", "2026-11-23 2026-11-23 - -"),
        ("ikke denne uka", "2026-11-23 - - -"),
        ("mandag går ikke, tirsdag går ikke, onsdag er bra", "2026-11-25 2026-11-25 - - n12"),
        ("før 1/12", "- 2026-11-30 - -"),
        ("tirsdag 1. eller onsdag 2. desember", "2026-12-01 2026-12-02 - -"),
        ("i mårgo tidle", "2026-11-22 2026-11-22 08:00 10:00"),
        ("i mårå kl 9", "2026-11-22 2026-11-22 09:00 09:00"),
    ],
)
def test_an_expression_means_what_norwegians_mean(text: str, expected: str) -> None:
    when = parse_when(text, NOW)
    assert when is not None
    assert shown(when) == expected


@pytest.mark.parametrize(
    "text",
    [
        "eg har ikkje sove sidan måndag",
        "jeg sover dårlig",
        "i går var det ille",
        "sist torsdag",
        "eg er 82 år",
        "god kveld",
        "31.02",
        "to uker",
        "en eller annen dag",
        "mannen min har drukket i tre uker",
        "hun falt på badet for fjorten dager siden",
        "siden jul har jeg vært trist",
        "den første",
        "den andre timen",
        "412 34 567",
        "torsdag denne uka",  # two days ago
        "",
        "ja",
        "Mai Hansen",
        "uke",
        "klokka",
        "99.99.9999",
        "kl 25",
    ],
)
def test_nothing_is_guessed_where_nothing_usable_is_said(text: str) -> None:
    assert parse_when(text, NOW) is None


def test_an_ambiguous_wish_lists_its_readings_best_first() -> None:
    when = parse_when("neste torsdag", NOW)
    assert when is not None
    assert [w.date_from for w in when.alternatives] == ["2026-11-26", "2026-12-03"]
    assert when.date_from == when.alternatives[0].date_from


def test_a_weekday_that_is_today_may_mean_today() -> None:
    when = parse_when("laurdag", NOW)
    assert when is not None
    assert {w.date_from for w in when.alternatives} == {"2026-11-28", "2026-11-21"}


def test_a_weekday_that_does_not_fit_its_date_is_asked_about() -> None:
    when = parse_when("fredag 3. desember", NOW)  # a Thursday
    assert when is not None
    assert when.ambiguous


def test_a_date_that_has_passed_this_year_is_next_year() -> None:
    when = parse_when("3. mars", NOW)
    assert when is not None
    assert when.date_from == "2027-03-03"


def test_after_christmas_in_the_days_between_is_from_today() -> None:
    when = parse_when("etter jul", datetime.fromisoformat("2026-12-29T09:00"))
    assert when is not None
    assert when.date_from == "2026-12-29"


def test_a_very_long_message_is_not_read() -> None:
    assert parse_when("torsdag " * 1000, NOW) is None
