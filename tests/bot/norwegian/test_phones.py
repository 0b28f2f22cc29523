import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.norwegian.phones import PhoneResult, parse_phone

ONE, OTHER = "41234567", "98765432"


@pytest.mark.parametrize(
    "text",
    [
        "41234567",
        "412 34 567",
        "41 23 45 67",
        "4 1 2 3 4 5 6 7",
        "412.34.567",
        "412-34-567",
        "+4741234567",
        "+47 412 34 567",
        "(+47) 412 34 567",
        "+47 (0) 412 34 567",
        "0047 41 23 45 67",
        "004741234567",
        "4741234567",
        "47 41 23 45 67",
        "412, 34, 567",
        "tlf.41234567",
        "mob: 412 34 567",
        "det er 41234567, takk",
        "ring etter kl 15 på 41234567",
        "eg er 82 år og har nummer 41234567",
        "412\u00a034\u00a0567",
        "fire en to tre fire fem seks sju",
        "førtien tjuetre førtifem sekstisju",
    ],
)
def test_every_norwegian_way_of_writing_is_read(text: str) -> None:
    assert parse_phone(text) == PhoneResult("+47" + ONE, None)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"{ONE} eller {OTHER}", ONE),
        (f"{ONE} {OTHER}", ONE),
        (f"ring heller {OTHER}, ikke {ONE}", OTHER),
        (f"{ONE}, men ring helst {OTHER}", OTHER),
        (f"ikke ring {ONE}, ring {OTHER}", OTHER),
        (f"ikkje bruk {ONE}, bruk {OTHER}", OTHER),
        (f"{ONE}, nei feil, det er {OTHER}", OTHER),
        (f"mobil {ONE} virker ikke, bruk fasttelefon {OTHER}", OTHER),
        (f"{ONE} er gammelt, nytt er {OTHER}", OTHER),
        (f"mobil {ONE}, fast {OTHER}. Ring helst på mobilen", ONE),
        (f"heime {ONE}, mobil {OTHER}. Bruk helst mobilen", OTHER),
        (f"tlf {ONE} (hjemme) eller {OTHER} (mobil), ring mobilen", OTHER),
        (f"bruk det siste: {ONE}, {OTHER}", OTHER),
        (f"{ONE} (min), {OTHER} (dattera mi, ring henne)", OTHER),
        (f"du kan nå meg på {ONE} men ikkje etter kl 16", ONE),
    ],
)
def test_of_two_numbers_the_one_asked_for_is_taken(text: str, wanted: str) -> None:
    assert parse_phone(text).number == "+47" + wanted


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("412 34 56", "too_short"),
        ("412 34 5678", "too_long"),
        ("+46 70 123 45 67", "foreign"),
        ("0046701234567", "foreign"),
        ("4l2 34 567", "letters"),
        ("4123456o", "letters"),
        ("412 34 5xx", "letters"),
        ("010270 " + "12345", "identity_number"),
        ("[fjernet]", "identity_number"),
        ("", "missing"),
        ("vil ikke si det", "missing"),
        ("jeg er 82 år", "missing"),
        ("12345678", "missing"),
    ],
)
def test_what_is_wrong_is_said(text: str, problem: str) -> None:
    assert parse_phone(text) == PhoneResult(None, problem)


def test_a_phone_number_beside_an_identity_number_is_used() -> None:
    assert parse_phone("0102" + "7012345" + f" {ONE}").number == "+47" + ONE


@given(st.text())
def test_any_text_gives_a_number_or_a_problem(text: str) -> None:
    result = parse_phone(text)
    assert (result.number is None) != (result.problem is None)


@given(
    st.from_regex(r"[2-9][0-9]{7}", fullmatch=True),
    st.sampled_from(["", "+47", "+47 ", "0047", "0047 ", "(+47) "]),
    st.sampled_from([(8,), (3, 2, 3), (2, 2, 2, 2), (4, 4)]),
    st.sampled_from([" ", ".", "-", "\u00a0"]),
)
def test_every_number_is_read_in_every_grouping(
    number: str, prefix: str, groups: tuple[int, ...], separator: str
) -> None:
    starts = [sum(groups[:i]) for i in range(len(groups))]
    pairs = zip(starts, groups, strict=True)
    written = separator.join(number[start : start + size] for start, size in pairs)
    assert parse_phone(prefix + written) == PhoneResult("+47" + number, None)


@given(st.text("0123456789 +-.", max_size=30))
def test_a_number_that_is_given_is_always_norwegian(text: str) -> None:
    number = parse_phone(text).number
    assert number is None or (len(number) == 11 and number[:3] == "+47" and number[3] in "23456789")
