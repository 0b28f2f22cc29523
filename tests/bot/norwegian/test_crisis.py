"""What the gateway's net makes of messages: denial, tense, person, place in the text."""

import pytest

from bot.norwegian.crisis import find_crisis, find_denied

CHATTER = (
    "Hei, og takk for at dere svarer så fint. Jeg heter Kari, er 82 år og bor alene i et hus med "
    "stor hage. Datteren min kommer innom på søndager, og da drikker vi kaffe på trappa. "
)
DENIED = [
    ("jeg vil dø", "jeg vil ikke dø"),
    ("jeg tenker på å ta livet mitt", "jeg tenker ikke på å ta livet mitt"),
    ("jeg har tanker om å ta livet mitt", "jeg har ikke tanker om å ta livet mitt"),
    ("eg har sjølvmordstankar", "eg har ikkje sjølvmordstankar"),
    ("jeg har selvmordstanker", "selvmordstanker har jeg ikke"),
    ("jeg kutter meg", "jeg kutter meg ikke"),
    ("jeg har skadet meg selv igjen", "jeg har aldri skadet meg selv"),
    ("mannen min slår meg", "mannen min slår meg ikke"),
    ("jeg hører stemmer", "jeg hører ikke stemmer"),
    ("jeg vil skade noen", "jeg vil ikke skade noen"),
    ("I want to die", "I don't want to die"),
    ("det er slik at jeg vil dø", "det er ikke slik at jeg vil dø"),
    ("jeg vil ikke leve", "det er ikke sånn at jeg ikke vil leve"),
    ("mor har tatt for mange tabletter", "mor har ikke tatt for mange tabletter"),
    ("noen slår meg", "ingen slår meg"),
    ("han slår meg eller truer meg", "nei, ingen slår meg eller truer meg"),
    ("jeg har tenkt på å ta livet mitt", "nei, jeg har aldri tenkt på å ta livet mitt"),
    ("æ har tænkt på å ta livet mitt", "æ har aldri tænkt på å ta livet mitt"),
    ("eg vil skade meg sjølv", "eg vil ikkje skade meg sjølv"),
    ("jeg har vondt i brystet", "nei, jeg har ikke vondt i brystet"),
    ("he hits me", "he doesn't hit me"),
    ("I have taken too many pills", "I haven't taken too many pills"),
    ("jeg er redd for at hun skal ta livet sitt", "jeg er ikke redd for at hun tar livet sitt"),
    ("jeg har tanker om å skade meg", "jeg har verken tanker om å dø eller om å skade meg"),
    ("jeg har tanker om å ta livet mitt", "trist, men uten at jeg har tanker om å ta livet mitt"),
    ("jeg er suicidal", "jeg er langt fra suicidal"),
    ("slår meg gjør han", "slår meg gjør han ikke"),
    ("far puster rart", "far puster helt fint"),
    ("jeg kutter meg", "jeg har sluttet å kutte meg"),
]
NOT_A_DENIAL = [
    "jeg orker ikke å leve",
    "jeg vil ikke leve mer",
    "klarer ikke mer",
    "jeg vil ikke skade noen, men jeg orker ikke leve",
    "jeg klarer ikke mer jeg vil dø",
    "jeg vet ikke om jeg vil leve, jeg har lyst til å dø",
    "kan jeg ikke bare få dø",
    "jeg får ikke sove og vil bare dø",
    "nei, ikke ring noen, jeg vil dø",
    "mor våkner ikke",
    "han puster ikke",
    "jeg har ikke sagt til noen at jeg vil dø",
    "ingen vet at mannen min slår meg",
    "ikke si det til noen, men han slår meg",
    "aldri har jeg hatt så lyst til å dø",
    "ikke bare vil jeg dø, jeg har planlagt det",
    "jeg er ikke redd for å dø, jeg vil dø",
    "jeg angrer ikke, jeg har tatt alle pillene",
    "han slutter ikke å slå meg",
    "jeg vil ikke at han skal slå meg mer",
    "det er ikke første gang han slår meg",
    "why can't I just die",
    "jeg vil ikke mer",
    "eg vil ikkje meir",
]
UNDER_WAY = [
    "mor våkner ikke",
    "far puster ikke",
    "jeg har tatt alle tablettene",
    "han slår meg nå",
    "jeg blør og det stopper ikke",
    "får ikke liv i ham",
    "han står utenfor døra og truer meg",
    "bestemor har fått slag, munnen henger",
    "jeg får ikke puste",
    "barnebarnet blir slått av stefaren",
    "pappa er full igjen. jeg er elleve",
    "jeg har bestemt meg for å dø i kveld",
    "kan ikke på torsdag, da er jeg død",
    "Kari, men det er barnebarnet mitt det gjelder, han blir slått av stefaren",
    "dattera mi skjer seg",
    "my wife fainted and won't wake up",
]
VEILED = [
    "alle hadde hatt det bedre uten meg",
    "jeg vil ikke være til bry lenger",
    "ser ikke poenget med å leve",
    "har ryddet opp og skrevet brev til barna",
    "skulle ønske jeg ikke våknet",
    "nå får det være nok for meg",
    "eg gjev opp no",
    "håper eg ikkje vaknar i morgon",
    "jeg er mett av dage",
]
CALM = [
    "jeg dør av latter",
    "jeg er dødssliten",
    "vi dreper tid med kabal",
    "skyte spurv med kanoner",
    "så sulten at jeg dør",
    "jeg kunne drept for en kaffe",
    "jeg har hengt meg opp i detaljer",
    "mannen min tok livet sitt i 2009",
    "broren min døde av overdose for ti år siden",
    "jeg så en film om selvmord i går",
    "hva er nummeret til selvmordslinjen",
    "hvordan forebygger man selvmord",
    "jeg vil ikke være til bry, men kan jeg få en time",
    "jeg er trist og sover dårlig",
    "jeg er redd for å dø",
    "mor er glemsk",
    "ja",
    "Kari Nordmann",
    "tirsdag etter lunsj",
    "er det lov å brenne søppel",
    "mor brukar mykje pengar på skrapelodd",
    "jeg er redd sønnen min tar narkotika",
    "mannen min slo meg da vi var gift, det er tretti år siden",
    "han slo meg i mange år, men nå er han død",
    "det slo meg at jeg ikke har ringt på lenge",
    "barnebarnet har blåmerker etter fotball",
    "jeg vil snakke med noen",
    "jeg kunne kvalt mannen min når han snorker",
    "sønnen min pleide å kutte seg, men det er over nå",
    "dere tar livet av meg med de køene",
]


@pytest.mark.parametrize(("sign", "denial"), DENIED)
def test_a_sign_is_found_and_its_clear_denial_is_none(sign: str, denial: str) -> None:
    assert find_crisis(sign) is not None
    assert find_crisis(denial) is None


def test_a_denied_sign_is_told_apart_from_no_sign_and_from_a_sign() -> None:
    assert find_denied("jeg har ikke tanker om å ta livet mitt") == "suicide"
    assert find_denied("jeg vil ikke ta livet mitt") == "suicide"
    assert find_denied("han hører ikke stemmer") == "psychosis"
    assert find_denied("vi slår ikke barna våre") == "child_at_risk"
    assert find_denied("jeg sover dårlig") is None
    assert find_denied("jeg får ikke sove") is None
    assert find_denied("jeg vil ikke leve") is None
    assert find_denied("jeg har ikke tanker om å ta livet mitt, men jeg kutter meg") is None


@pytest.mark.parametrize("text", NOT_A_DENIAL)
def test_a_negation_that_denies_nothing_hides_no_sign(text: str) -> None:
    assert find_crisis(text) is not None


@pytest.mark.parametrize("text", UNDER_WAY)
def test_what_is_under_way_is_certain_and_never_met_with_a_question(text: str) -> None:
    finding = find_crisis(text)
    assert finding is not None
    assert finding.certain


@pytest.mark.parametrize("text", VEILED)
def test_a_veiled_sign_leads_to_the_direct_question(text: str) -> None:
    finding = find_crisis(text)
    assert finding is not None
    assert (finding.category, finding.certain) == ("suicide", False)


@pytest.mark.parametrize("text", CALM)
def test_figures_of_speech_grief_news_and_worries_of_every_day_are_none(text: str) -> None:
    assert find_crisis(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "jeg vil bare dø",
        "Kari, og jeg vil dø",
        "41 23 jeg vil dø 45 67",
        "JEG VIL DØ",
        "jeg vil dø!!!",
        "jeg vil ... dø",
        "jeg vil\ndø",
        "jeg vil døøøø",
        "«jeg vil dø»",
        "Jeg  vil\tdø😢",
        "jeg vil doe",
        "eg vil døy",
        "æ vil dø",
        "i wanna die",
    ],
)
def test_a_cry_is_found_as_the_answer_to_any_question_and_in_any_typing(text: str) -> None:
    finding = find_crisis(text)
    assert finding is not None
    assert (finding.category, finding.certain) == ("suicide", True)


@pytest.mark.parametrize("place", [0, 1, 5, 20, 100])
def test_a_cry_is_found_anywhere_in_a_long_friendly_message(place: int) -> None:
    parts = [CHATTER] * 101
    parts[place] = CHATTER + "Men i natt tenkte jeg på å ta livet mitt. "
    finding = find_crisis("".join(parts))
    assert finding is not None
    assert (finding.category, finding.certain, finding.about) == ("suicide", True, "self")


def test_a_cry_without_a_full_stop_is_not_explained_away_by_a_film_far_from_it() -> None:
    text = (
        "i går så jeg en film med søsteren min og etterpå laget vi middag og snakket om gamle "
        "dager men da hun gikk satt jeg igjen i stolen og kjente at jeg vil dø"
    )
    assert find_crisis(text) is not None


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("jeg vil dø", "self"),
        ("vil dø, sier mor", "relative"),
        ("mor sier hun ikke vil leve", "relative"),
        ("mannen min har tatt for mange tabletter", "relative"),
        ("jeg har tatt for mange tabletter", "self"),
        ("my mother wants to die", "relative"),
    ],
)
def test_who_is_in_danger_is_told(text: str, about: str) -> None:
    finding = find_crisis(text)
    assert finding is not None
    assert finding.about == about


@pytest.mark.parametrize(
    ("text", "child"),
    [
        ("jeg er 12 år og pappa slår meg", True),
        ("eg er fjorten og vil døy", True),
        ("barnebarnet mitt på 15 kutter seg", True),
        ("sønnen min slår barna sine", True),
        ("jeg er 82 år og vil dø", False),
        ("mannen min slår meg", False),
    ],
)
def test_a_child_who_writes_or_is_in_danger_gets_the_childrens_line(text: str, child: bool) -> None:
    finding = find_crisis(text)
    assert finding is not None
    assert finding.child is child


def test_violence_against_a_child_who_writes_is_a_child_at_risk() -> None:
    finding = find_crisis("jeg er 12 år og pappa slår meg")
    assert finding is not None
    assert finding.category == "child_at_risk"


def test_a_certain_sign_goes_before_a_doubt_and_the_most_urgent_before_others() -> None:
    both = find_crisis("alle hadde hatt det bedre uten meg, nå har jeg tatt tretti paracet")
    assert both is not None
    assert (both.category, both.certain) == ("overdose", True)


@pytest.mark.parametrize(
    "text", ["", " ", "?", "...", "\n", "😢", "\x00", "\ud800", "´`'", "-", "’n"]
)
def test_a_text_without_words_is_none(text: str) -> None:
    assert find_crisis(text) is None
