"""Ways of giving a name: "eg heiter ...", "folk kallar meg ...", "mu namma lea ...".

A pattern's group ``name`` is what follows; it still has to look like a name (``shape``).
"""

from __future__ import annotations

import re

from bot.norwegian.tables import read_groups

_RELATIONS = sorted(read_groups("name_words")["relations"], key=len, reverse=True)
_RELATION = rf"(?:{'|'.join(_RELATIONS)})"
_MY = r"(?:min|mi|mitt|mine|vår|våre)"
_I = r"(?:jeg|jegg|jg|eg|æ|æg|e|i|je|jæ|jei|ej|eig|æi|me|jai|jaj|ho|han|hun|hu)"
_CALLED = (
    r"(?:heter|heiter|hete|heite|hetter|hette|heitte|heitar|hæite|hæiter|heitte|het|heit|heitr|hter"
    r"|heetr|hætte|hette|hæter|heitær|haiter|hetar|heitter|kalles|kallast|blir kalt|blir kalla"
    r"|vert kalla)"
)
_IS = r"(?:er|e|æ|ær|va|var|is)"
_NAME_NOUN = r"(?:fulle?\s+)?(?:namn|navn|namnet|navnet|nam|nav|nan|name|namne|navne|nabn)\b"
_CALL = r"(?:kall|kalle|kallar|kaller|kalla|kalte|call|calls)"
_MINE = r"(?:meg|mæ|mei|me|mig|mej)"
_ONLY = r"(?:for\s+|bare\s+|berre\s+|bærre\s+|just\s+)?"
_WRITE = r"(?:skriv|skrive|noter|notere|sett|sette|setje|setja|føre|kalle)"
# Ways of saying one's own name, the surest first. What follows is the name.
INTRODUCTIONS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:^|\W)(?:jeg|jegg|jg|eg|æ|æg|e|i|je|jæ|jei|ej|eig|æi|me|jai|jaj)\s+{_CALLED}\s+(?P<name>.+)",
        rf"(?:^|\W){_CALLED}\s+{_I}\s+(?P<name>.+)",
        rf"(?:^|\W)(?:mi(?:tt|n)?|mett)\s+{_NAME_NOUN}\s+(?:{_IS}\s+)?(?P<name>.+)",
        rf"(?:^|\W)(?:my\s+|jeg\s+)?{_NAME_NOUN}(?:\s+mitt|\s+mett)?\s*(?::|{_IS}\b|=|'s\b)\s*(?P<name>.+)",
        rf"^{_NAME_NOUN}\s+(?P<name>.+)",
        rf"^(?P<name>.+?)\s+{_CALLED}\s+{_I}\b",
        rf"^(?P<name>.+?)\s+{_IS}\s+{_NAME_NOUN}(?:\s+mitt)?\b",
        rf"(?:^|\W){_CALL}\s+{_MINE}\s+{_ONLY}(?P<name>.+)",
        # Sami, north, Lule and south: "mu namma lea", "mun lean", "mån lav", "mov nomme lea"
        r"(?:^|\W)(?:mu|muv|mov|mo)\s+(?:namma|nomme|namm|nabma)\s+(?:lea|le|la|leat)\s+(?P<name>.+)",
        r"(?:^|\W)(?:mun|mon|mån|manne|mån)\s+(?:lean|leam|lav|lev|lem)\s+(?P<name>.+)",
        # other languages of people who live here: Polish, Somali, Spanish, Arabic, Ukrainian
        r"(?:^|\W)(?:nazywam się|mam na imię|me llamo|magacaygu waa|magacayga waa|ismi"
        r"|mene zvaty|menja zovut|ich heiße|je m'appelle)\s+(?P<name>.+)",
        rf"(?:^|\W){_CALLED}\s+(?P<name>.+)",
    )
)  # fmt: skip
# Said of many things: a name only when the words are known ones or written with capitals.
MAYBE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:^|\W)(?:(?:det|d|de|dette|detta|dæ|this|it)(?:\s+|'){_IS}|it'?s)\s+"
        rf"(?:bare\s+|berre\s+|bærre\s+)?(?:mæ\s+|meg\s+)?(?P<name>.+)",
        rf"(?:^|\W)(?:{_I}\s+{_IS}|i'm|i am|im)\s+(?P<name>.+)",
        r"^(?:du |dere |here )?(?:snakker?|snakkar|prat[ea]r)\s+(?:nå |no )?(?:du )?med\s+"
        r"(?P<name>.+)",
        r"(?:^|\W)(?:spør|spørr|ask)\s+(?:etter|ætter|ette|efter|for)\s+(?P<name>.+)",
        rf"(?:^|\W){_WRITE}\s+(?:(?:opp|ned|på|bare|berre|som|for|{_MINE})\s+)*(?P<name>.+)",
        rf"(?:^|\W)(?:ringe?|ringje|kontakte?|call)\s+(?:{_MY}\s+)?{_RELATION}(?:\s+{_MY})?\s+(?P<name>.+)",
        # "det gjelder min mann Per", "mor mi Astrid": the person that the time is for
        r"^(?:(?:det|d|de|dette|dæ)\s+)?"
        r"(?:(?:gjelder|gjeld|gjell|gjel|handler om|er|e)\s+)?"
        rf"(?:for\s+)?(?:{_MY}\s+(?:kjære\s+|gamle\s+)?{_RELATION}|{_RELATION}\s+{_MY})"
        r"\s+(?P<name>.+)",
        rf"^(?:det\s+)?(?:gjelder|gjeld)\s+(?:for\s+)?(?:{_RELATION}\s+)?(?P<name>.+)",
    )
)  # fmt: skip
HERE = re.compile(r"^(?P<name>.+?)\s+(?:her|hær|here)$", re.IGNORECASE)
