"""The stable names that content refers to. They are a contract; never rename one silently."""

from typing import Final, Literal, get_args

Language = Literal["nb", "nn", "en"]
About = Literal["self", "relative"]
Access = Literal["slot", "callback", "application"]
Channel = Literal["phone", "visit", "video", "home"]
Weight = Literal["strong", "weak"]

Topic = Literal[
    "anxiety",
    "low_mood",
    "sleep",
    "stress",
    "loneliness",
    "grief",
    "alcohol",
    "drugs",
    "medication",
    "gambling",
    "memory",
    "trauma",
    "violence",
    "eating",
    "anger",
    "family",
    "caregiver_strain",
    "physical_health",
    "nutrition",
    "activity",
    "daily_living",
]

Aspect = Literal[
    "cost",
    "referral",
    "waiting_time",
    "eligibility",
    "location",
    "opening_hours",
    "duration",
    "content",
    "confidentiality",
    "interpreter",
    "travel",
    "contact",
    "relatives",
]

Crisis = Literal[
    "suicide",
    "self_harm",
    "overdose",
    "violence",
    "danger_to_others",
    "medical_emergency",
    "psychosis",
    "child_at_risk",
]

Intent = Literal[
    "greet",
    "goodbye",
    "thank",
    "affirm",
    "deny",
    "concern",
    "ask_advice",
    "ask_offering",
    "ask_offering_detail",
    "list_offerings",
    "book",
    "reschedule_booking",
    "cancel_booking",
    "ask_booking",
    "request_callback",
    "ask_human",
    "ask_helpline",
    "ask_privacy",
    "ask_capabilities",
    "ask_if_bot",
    "ask_repeat",
    "change_language",
    "restart",
    "stop",
    "frustration",
    "inform",
    "out_of_scope",
]

MessageKind = Literal[
    "text",
    "crisis",
    "crisis_question",
    "helplines",
    "offerings",
    "offering",
    "summary",
    "slots",
    "booking",
    "callback",
]

LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
TOPICS: Final[tuple[Topic, ...]] = get_args(Topic)
ASPECTS: Final[tuple[Aspect, ...]] = get_args(Aspect)
CRISES: Final[tuple[Crisis, ...]] = get_args(Crisis)
INTENTS: Final[tuple[Intent, ...]] = get_args(Intent)
# Meanings that only a button has; nobody's words are classified as these.
BUTTON_INTENTS: Final = ("resume", "tell_again", "crisis_yes", "crisis_no", "crisis_unsure")

SLUGS: Final[tuple[str, ...]] = (
    "rask-psykisk-helsehjelp",
    "rus-og-psykisk-helse",
    "helsestasjon-for-eldre",
    "frisklivssentral",
    "kosthold-og-ernaering",
    "parorendestotte",
    "larings-og-mestringstilbud",
    "hverdagsmestring",
    "fysioterapi",
    "helseknutepunkt",
    "forebyggende-team",
    "likeperson",
    "digital-hjelp",
    "frivillig-moteplass",
    "trygghetsteknologi",
    "botilbud",
)
