"""Identity numbers are made by arithmetic here, so that none stands in the tree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.norwegian.identifiers import (
    MASK,
    find_identity_numbers,
    is_identity_number,
    mask_identity_numbers,
)

DATE = "0102" + "70"
FIVE = "123" + "45"
NUMBER = DATE + FIVE


def born(day: int, month: int, rest: str = "70" + FIVE) -> str:
    return f"{day:02d}{month:02d}{rest}"


@pytest.mark.parametrize(
    "written",
    [
        NUMBER,
        f"{DATE} {FIVE}",
        f"{DATE}-{FIVE}",
        f"{DATE} - {FIVE}",
        f"{DATE}\u00a0{FIVE}",
        f"{DATE}\u2013{FIVE}",
        f"{DATE[:2]}.{DATE[2:4]}.{DATE[4:]} {FIVE}",
        f"{DATE[:2]} {DATE[2:4]} {DATE[4:]} {FIVE[:3]} {FIVE[3:]}",
        f"{DATE[:2]}/{DATE[2:4]}/{DATE[4:]}-{FIVE}",
        f"{DATE[:2]}.{DATE[2:4]}.19{DATE[4:]} {FIVE}",
        " ".join(NUMBER),
        NUMBER.translate({ord("0") + n: 0x0660 + n for n in range(10)}),
    ],
)
def test_every_way_of_writing_is_masked(written: str) -> None:
    assert mask_identity_numbers(f"fnr: {written}, takk") == (f"fnr: {MASK}, takk", 1)


@pytest.mark.parametrize(
    "number", [born(41, 2), born(71, 12), born(1, 42), born(1, 67), born(1, 82), born(41, 82)]
)
def test_d_numbers_and_help_numbers_are_masked(number: str) -> None:
    assert mask_identity_numbers(number) == (MASK, 1)


@pytest.mark.parametrize(
    "text",
    [
        born(32, 1),
        born(0, 1),
        born(31, 2),
        born(10, 13),
        "+46 70 123 45 67",
        "00 46 70 123 45 67",
        "0047 412 34 567",
        "+47 412 34 567",
        "1.10 412" + "34567",
        "24.11.26 9.30-10",
        "time 24.11.2026 kl 10.30",
        "9" + NUMBER,
        NUMBER + "9",
        "12345",
        "",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert mask_identity_numbers(text) == (text, 0)


def test_a_phone_number_beside_an_identity_number_stays() -> None:
    phone = "412" + "34567"
    assert mask_identity_numbers(f"{NUMBER} {phone}") == (f"{MASK} {phone}", 1)
    assert mask_identity_numbers(f"{phone} {NUMBER}") == (f"{phone} {MASK}", 1)


def test_a_number_that_touches_letters_is_masked() -> None:
    assert mask_identity_numbers(f"fnr{NUMBER}takk") == (f"fnr{MASK}takk", 1)


def test_a_plus_does_not_hide_a_number_that_begins_with_zero() -> None:
    assert mask_identity_numbers("+" + NUMBER)[1] == 1


days = st.integers(1, 28)
months = st.integers(1, 12)
rests = st.text("0123456789", min_size=7, max_size=7)
around = st.text(st.characters(blacklist_categories=["Nd", "Nl", "No"], blacklist_characters="+"))


@given(days, months, rests, st.booleans(), around, around)
def test_masking_removes_every_such_number(
    day: int, month: int, rest: str, d_number: bool, before: str, after: str
) -> None:
    number = born(day + 40 * d_number, month, rest)
    masked, count = mask_identity_numbers(f"{before}{number}{after}")
    assert count == 1
    assert number not in masked
    assert masked == f"{before}{MASK}{after}"


@given(st.text(st.sampled_from("0123456789 .-+/x"), max_size=60))
def test_masking_twice_finds_nothing_more(text: str) -> None:
    masked, _ = mask_identity_numbers(text)
    assert mask_identity_numbers(masked) == (masked, 0)


@given(st.text())
def test_any_text_can_be_searched_and_spans_are_in_order(text: str) -> None:
    spans = find_identity_numbers(text)
    ends = [0, *(edge for span in spans for edge in span)]
    assert ends == sorted(ends)


@given(st.text("0123456789", min_size=11, max_size=11))
def test_what_is_an_identity_number_alone_is_masked_alone(digits: str) -> None:
    assert mask_identity_numbers(digits)[1] == is_identity_number(digits)
