"""Which claims are denied, read by our own spaCy pipeline as in service."""

from __future__ import annotations

import pytest
import spacy
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.language import Language

from bot.components.negation import NEGATED, Negation
from bot.nlp.wheel import load_packed

DENIED = """
Jeg sover ikke om natten
jeg får ikke sove
får ikke sove
eg søv ikkje
Han vil ikke ha hjelp
Mora mi et ingenting lenger
jeg har ingen å snakke med
Jeg har aldri ruset meg
Når jeg er alene, tør jeg ikke gå ut
når jeg er alene tør jeg ikke gå ut
Jeg tror ikke at han drikker
eg trur ikkje han drikk
Jeg er ikke syk
Det hjelper ikke
Vi kjenner oss ikke igjen i ham
kjenner meg ikke igjen
Jeg drakk litt før, men nå drikker jeg ikke
Ikke i dag
ikkje no
Jeg vet ikke hva jeg skal gjøre
Hun snakker aldri med meg
Hei. Jeg klarer ikke mer av dette
Det er ikke jeg som drikker
hvorfor får jeg ikke sove
sønnen min går ikke på skolen
han far et ikkje
Jeg har verken venner eller familie her
E som bor alene har ingen som ser etter seg
mannen min som har demens vil ikke på sykehjem
Jeg kan ikke komme på torsdag fordi jeg jobber
Æ klare itj å sove
Det er ingen som bryr seg
"""
CLAIMED = """
Jeg er redd for å ikke få sove
Jeg blir redd når jeg ikke sover
Hvis han ikke får hjelp, ringer jeg legen
viss han ikkje får hjelp ringjer eg legen
Kan du ikke hjelpe meg
Kan du ikkje hjelpe meg?
Hvorfor ikke
Jeg drikker for mye
Eg er så trøytt av alt
Han sier at han ikke drikker
ho seier at ho ikkje drikk
Det er vondt at ingen ringer
Jeg har en sønn som ikke går på skolen
Jeg er ikke alkoholiker, men jeg drikker hver kveld
eg er ikkje sjuk men eg søv dårleg
Det er hardt, ikke sant
Jeg vil slutte å drikke fordi jeg ikke orker mer
Det er greit, ingen årsak
Jeg lurer på om jeg ikke burde snakke med noen
Dere som ikke vet hvordan det er, bør lytte
Jeg er ikke bare lei meg, jeg er sint
Hun gråter fordi ingen hører på henne
Har dere ikke åpent på lørdag?
Mannen min drikker og jeg er redd
ja takk
Å ikke sove er verst
For å si det slik, jeg har det tungt
Jeg prøver å ikke tenke på det
Selv om jeg ikke er syk, vil jeg ha en prat
ringer du ikke i dag?
"""

# Written after the rule, which was not changed for them.
LATER_DENIED = """
jeg orker ikke stå opp om morgenen
ho vil aldri vere med på noko lenger
pappa husker ikke hva jeg heter
eg får ikkje puste når eg ligg vaken
naboen min åpner ikke døra
ingen i familien snakker om det
dattera mi har ikkje vore på skulen på tre veker
jeg har ikke råd til å betale mer
det går ikke an å snakke med ham
selv om jeg har prøvd, får jeg det ikke til
mannen min vil ikke innrømme at han drikker
i går sov jeg ikke i det hele tatt
legen hørte ikke på meg da jeg sa det
vi får aldri besøk
eg klarar ikkje å slutte
jeg er ikke sikker på om det er angst
etter at kona døde har jeg ikke spist ordentlig
nei jeg vil ikke ha time nå
det er ikkje farleg
jeg rakk ikke bussen så jeg kom for sent
så lenge han drikker, vil jeg ikke bo der
han spiser nesten ikke
"""
LATER_CLAIMED = """
jeg får angst hvis jeg ikke tar medisinen
jeg gruer meg til dager der ingen kommer
eg lurer på kvifor han ikkje svarar
det verste er at jeg ikke får sove
vil du ikke at jeg skal ringe?
jeg spiller for mye, og kona vet ingenting
jeg skulle ønske at jeg ikke var så sint
jeg drikker for å ikke kjenne på det
sønnen min ruser seg, selv om han ikke sier det
det hadde vært fint om dere ikke ringte før ni
eg har ei dotter som aldri sit i ro
hvis ingen svarer prøver jeg igjen i morgen
er det ikke mulig å få time før jul?
bestefar glemmer ting og vil helst være i fred
kan jeg få snakke med noen som ikke kjenner familien
hun blir sint når jeg ikke gir henne penger
jeg er sliten, men det er ikke så rart
mange har det slik uten at de sier noe
eg sit mykje aleine fordi eg ikkje torer gå ut
jeg vil ha hjelp før det ikke går lenger
har du ikkje nokon eg kan snakke med
skal ikke du ringe meg tilbake?
"""


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_packed()


def negated(nlp: Language, text: str) -> object:
    message = Message({"text": text, "text_spacy_doc": nlp(text)})
    Negation({}).process([message])
    return message.get(NEGATED)


def lines(denied: str, claimed: str) -> list[tuple[str, bool]]:
    return [
        *((line, True) for line in denied.strip().splitlines()),
        *((line, False) for line in claimed.strip().splitlines()),
    ]


@pytest.mark.parametrize(
    ("known", "share"),
    [(lines(DENIED, CLAIMED), 0.95), (lines(LATER_DENIED, LATER_CLAIMED), 0.88)],
    ids=["lines the rule was made on", "lines written later"],
)
def test_denials_are_told_from_claims(
    nlp: Language, known: list[tuple[str, bool]], share: float
) -> None:
    wrong = [line for line, denied in known if negated(nlp, line) is not denied]
    assert 1 - len(wrong) / len(known) >= share, wrong


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("jeg får ikke sove", True),
        ("Jeg blir redd når jeg ikke sover", False),
        ("Jeg er ikke alkoholiker, men jeg drikker hver kveld", False),
        ("Kan du ikke hjelpe meg", False),
    ],
)
def test_the_plain_cases_are_right(nlp: Language, text: str, denied: bool) -> None:
    assert negated(nlp, text) is denied


def test_training_lines_are_marked_as_messages_are(nlp: Language) -> None:
    line = Message({"text": "får ikke sove", "text_spacy_doc": nlp("får ikke sove")})
    data = Negation({}).process_training_data(TrainingData([line]))
    assert [message.get(NEGATED) for message in data.training_examples] == [True]


def test_nothing_is_said_where_the_pipeline_tells_no_verbs() -> None:
    assert negated(spacy.blank("nb"), "jeg får ikke sove") is None
    message = Message({"text": "jeg får ikke sove"})
    Negation({}).process([message])
    assert message.get(NEGATED) is None
