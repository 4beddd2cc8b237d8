"""Two lessons: one as lessons are, and one with the longest texts."""

from __future__ import annotations

from bot.core.languages import Text
from bot.core.learning.lessons import Lesson, Link, Option, Picture, Question


def _same(text: str) -> Text:
    return Text(text, text, text)


SHORT = Lesson(
    id="first-meeting",
    version=1,
    course="teams",
    minutes=3,
    title=Text("Ditt første videomøte", "Det første videomøtet ditt", "Your first video meeting"),
    body=Text(
        "Et møte i Teams er som et møte i et rom. Du går inn, hilser, og går ut igjen.\n\n"
        "**Slik kommer du inn:**\n\n- Åpne kalenderen i Teams\n- Trykk på møtet\n"
        "- Trykk **Bli med**\n\n"
        "Er du usikker på lyden? Da prøver du den før du blir med.",
        "Eit møte i Teams er som eit møte i eit rom. Du går inn, helsar, og går ut igjen.\n\n"
        "**Slik kjem du inn:**\n\n- Opne kalenderen i Teams\n- Trykk på møtet\n"
        "- Trykk **Bli med**\n\n"
        "Er du usikker på lyden? Då prøver du han før du blir med.",
        "A meeting in Teams is like a meeting in a room. You go in, say hello, and leave.\n\n"
        "**How to get in:**\n\n- Open the calendar in Teams\n- Press the meeting\n"
        "- Press **Join**\n\n"
        "Not sure about the sound? Then try it before you join.",
    ),
    try_it=Text(
        "Åpne kalenderen og finn ditt neste møte. Ser du knappen **Bli med**?",
        "Opne kalenderen og finn det neste møtet ditt. Ser du knappen **Bli med**?",
        "Open the calendar and find your next meeting. Do you see the **Join** button?",
    ),
    learned=Text(
        "Du finner møtet i kalenderen og blir med med ett trykk.",
        "Du finn møtet i kalenderen og blir med med eitt trykk.",
        "You find the meeting in the calendar and join with one press.",
    ),
    link=Link(
        _same("https://support.microsoft.com/nb-no/office/bli-med_(teams)"),
        Text("Bli med på et møte", "Bli med på eit møte", "Join a meeting"),
    ),
    passing=2,
    picture=Picture(
        "first-meeting.png",
        Text(
            "En kollega vinker fra en skjerm.",
            "Ein kollega vinkar frå ein skjerm.",
            "A colleague waves from a screen.",
        ),
    ),
    questions=(
        Question(
            "mute",
            "single",
            Text(
                "En kollega kommer sent inn og hører ingenting. Hva prøver du først?",
                "Ein kollega kjem seint inn og høyrer ingenting. Kva prøver du først?",
                "A colleague joins late and hears nothing. What do you try first?",
            ),
            (
                Option(
                    "a",
                    Text(
                        "Be kollegaen sjekke hvilken høyttaler som er valgt",
                        "Be kollegaen sjekke kva høgtalar som er vald",
                        "Ask the colleague to check which speaker is chosen",
                    ),
                    Text(
                        "Oftest er lyden sendt til feil sted.",
                        "Oftast er lyden send til feil stad.",
                        "Most often the sound goes to the wrong place.",
                    ),
                ),
                Option(
                    "b",
                    Text("Starte møtet på nytt", "Starte møtet på nytt", "Start the meeting again"),
                    Text(
                        "Da må alle ut og inn. Prøv lyden først.",
                        "Då må alle ut og inn. Prøv lyden først.",
                        "Then everyone must leave and join. Try the sound first.",
                    ),
                ),
                Option(
                    "c",
                    Text("Snakke høyere", "Snakke høgare", "Speak louder"),
                    Text(
                        "Det hjelper ikke når lyden ikke er på.",
                        "Det hjelper ikkje når lyden ikkje er på.",
                        "That does not help when the sound is off.",
                    ),
                ),
            ),
            frozenset({"a"}),
            Text("Lyd: velg høyttaler", "Lyd: vel høgtalar", "Sound: choose a speaker"),
        ),
        Question(
            "before",
            "multiple",
            Text(
                "Hva gjør du før et møte?",
                "Kva gjer du før eit møte?",
                "What do you do before a meeting?",
            ),
            (
                Option(
                    "a",
                    Text("Prøver lyden", "Prøver lyden", "Try the sound"),
                    Text("Ja, det sparer tid.", "Ja, det sparer tid.", "Yes, it saves time."),
                ),
                Option(
                    "b",
                    Text("Ser hva møtet gjelder", "Ser kva møtet gjeld", "See what it is about"),
                    Text("Ja, da er du klar.", "Ja, då er du klar.", "Yes, then you are ready."),
                ),
                Option(
                    "c",
                    Text("Ringer alle deltakerne", "Ringjer alle deltakarane", "Phone everyone"),
                    Text("Det trengs ikke.", "Det trengst ikkje.", "There is no need."),
                ),
            ),
            frozenset({"a", "b"}),
            Text("Før møtet", "Før møtet", "Before the meeting"),
        ),
        Question(
            "leave",
            "true_false",
            Text(
                "Møtet slutter for alle når du går ut.",
                "Møtet sluttar for alle når du går ut.",
                "The meeting ends for everyone when you leave.",
            ),
            (
                Option(
                    "true",
                    Text("Sant", "Sant", "True"),
                    Text(
                        "Nei, de andre blir værende.",
                        "Nei, dei andre blir verande.",
                        "No, the others stay.",
                    ),
                ),
                Option(
                    "false",
                    Text("Usant", "Usant", "False"),
                    Text(
                        "Du kan gå uten å forstyrre.",
                        "Du kan gå utan å uroe nokon.",
                        "You can leave without disturbing.",
                    ),
                ),
            ),
            frozenset({"false"}),
            Text("Gå ut av møtet", "Gå ut av møtet", "Leave the meeting"),
        ),
    ),
)

_WORD = "menneskerettighetsorganisasjonskoordinatoren"
_SENTENCE = f"Når {_WORD} deler skjermen, ser alle «Vedlikeholdsoversikt_2026 (siste).xlsx». "


def _longest(question: Question) -> Question:
    options = tuple(
        Option(each.id, _same(_SENTENCE * 2), _same(_SENTENCE * 4)) for each in question.options
    )
    if question.kind == "multiple":
        options += tuple(
            Option(f"x{n}", _same(_SENTENCE * 2), _same(_SENTENCE * 4)) for n in range(3)
        )
    return Question(
        question.id,
        question.kind,
        _same(_SENTENCE * 3),
        options,
        question.correct,
        _same(_SENTENCE * 2),
    )


LONG = Lesson(
    id="a-lesson-with-an-id-as-long-as-ids-may-be-in-the-content-files-",
    version=12,
    course="teams",
    minutes=3,
    title=_same(f"Når {_WORD} skal ha det aller første videomøtet sitt med hele etaten"),
    body=_same("\n\n".join([_SENTENCE * 4] * 5 + ["\n".join([f"- {_SENTENCE}"] * 6)])),
    try_it=_same(_SENTENCE * 4),
    learned=_same(_SENTENCE * 4),
    link=Link(_same("https://support.microsoft.com/" + "a-long-path/" * 15), _same(_SENTENCE)),
    passing=2,
    picture=Picture("first-meeting.png", _same(_SENTENCE * 2)),
    questions=tuple(_longest(each) for each in SHORT.questions),
)
