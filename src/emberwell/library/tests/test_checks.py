"""What the checks of the writing catch, and what they leave in peace."""

from __future__ import annotations

import pytest

from emberwell.library.checks import MOST_ALIKE, MOST_WORDS, alike, flaws, prompt_flaws, repetitions
from emberwell.library.prompts import Audience, Prompt, all_prompts

# product.md's own examples of the level. They must pass, and none of ours may lean on them.
EXAMPLES = (
    "Before any training, someone told you something they had told no one. Go back to that room. "
    "What did you do in the first minute, before you knew what one is supposed to do?",
    "Leave aside whether you were useful today. Where were you real? It may be very small: a laugh, "
    "a silence you left alone, an “I don’t know”.",
    "Read this week’s calendar as a stranger would, knowing nothing of what you meant. "
    "What would they say you care about? Write to the line you want to argue with.",
    "Think of a session you would like to have back. Not what you should have said: "
    "what did you not yet know, that afternoon, that you know now?",
    "Nothing has to be learned from today. Write the one thing you are still carrying, in as few words "
    "as you can. Then the name of someone who could know it by tomorrow night.",
)


def _prompt(text: str, id: str = "why-one") -> Prompt:
    return Prompt(**{**_fields(all_prompts()[0]), "id": id, "text": text})  # type: ignore[arg-type]


def _fields(prompt: Prompt) -> dict[str, object]:
    return {name: getattr(prompt, name) for name in prompt.__struct_fields__}


@pytest.mark.parametrize("text", EXAMPLES)
def test_the_examples_of_the_level_pass(text: str) -> None:
    assert flaws(text) == []


@pytest.mark.parametrize("text", EXAMPLES)
def test_none_of_ours_leans_on_an_example(text: str) -> None:
    assert max(alike(text, each.text) for each in all_prompts()) < MOST_ALIKE / 2


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Describe the spark that first lit you.", "spark"),
        ("Where has your journey brought you this week?", "journey"),
        ("Recall a time you could hold space for someone.", "hold space"),
        ("When did you last show up fully?", "show up"),
        ("Write about your best self at nine in the morning.", "best self"),
        ("Recall being authentic.", "authentic"),
        ("What has it done for your resilience?", "resilience"),
        ("Name one act of self-care.", "self-care"),
        ("Write to the souls you met.", "souls"),
        ("Name three things you are grateful for.", "grateful"),
        ("What was the lesson?", "lesson"),
        ("What did you learn from it?", "What did you learn"),
        ("Recall a life you changed lives with.", "changed lives"),
        ("What did you pick, and why?", "and why"),
        ("How tired are you on a scale of one to ten?", "scale of"),
        ("How did that make you feel?", "How did that make you feel"),
        ("Picture your office at dusk.", "your office"),
        ("What would your partner say?", "your partner"),
        ("What has stayed the same over the years?", "over the years"),
        ("What did we do then?", "we"),
        ("Tell their story in three lines.", "their story"),
    ],
)
def test_banned_words_are_named(text: str, word: str) -> None:
    assert any(f"“{word}”" in said for said in flaws(text))


@pytest.mark.parametrize("text", ["Remember September.", "What did the owl see?", "Write about the lessees."])
def test_a_word_inside_another_is_left_in_peace(text: str) -> None:
    assert flaws(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (("word " * (MOST_WORDS + 1)).strip() + ".", "56 words"),
        ("What did you do? Who was there?", "stacked"),
        ("Think of Tuesday. Did you eat?", "yes or no"),
        ("Was it late?", "yes or no"),
        ('Recall the word "late".', "straight quotes"),
        ("Recall the client's chair.", "straight quotes"),
        ("Recall  the chair.", "one space"),
        ("Recall the chair", "full stop"),
    ],
)
def test_length_questions_and_type_are_checked(text: str, said: str) -> None:
    assert any(said in flaw for flaw in flaws(text))


def test_an_open_question_may_hold_a_verb_and_a_you() -> None:
    assert flaws("Leaving wanted something. What was it?") == []
    assert flaws("What had you both just stepped round?") == []


def test_alike_goes_from_nothing_to_everything() -> None:
    assert alike("the kettle by the window", "a bus in the rain") == 0
    assert alike("The kettle by the window.", "the kettle, by the window") == 1
    assert alike("", "") == 0


def test_repetitions_are_named() -> None:
    same = [_prompt("Go back to the kettle and wait."), _prompt("Go back to the kettle and wait.", "why-two")]
    assert "why-one and why-two are 100% alike" in repetitions(same)
    begin = [
        _prompt("Go back to the stairs and count nine of them aloud, slowly, as you did then."),
        _prompt("Go back to the bus and look out of its window at whatever there was to see.", "why-two"),
    ]
    assert repetitions(begin) == ["why-one, why-two begin with “go back to the”"]


def test_a_follow_up_may_not_say_what_a_prompt_says() -> None:
    one = _prompt("Go back to the kettle and wait for it.")
    two = Prompt(**{**_fields(_prompt("Something else entirely, at dusk.", "why-two")), "follow_up": one.text})  # type: ignore[arg-type]
    assert repetitions([one, two]) == ["why-one and why-two (follow-up) are 100% alike"]


def test_a_short_follow_up_may_begin_as_another_does() -> None:
    def made(id: str, text: str, further: str) -> Prompt:
        return Prompt(**{**_fields(_prompt(text, id)), "follow_up": further})  # type: ignore[arg-type]

    one = made("why-one", "Count the stairs at home, upwards.", "What did you do with it for an hour?")
    two = made("why-two", "Draw the bus that never came.", "What did you do with the rest?")
    assert repetitions([one, two]) == []


def _of(text: str, **more: object) -> Prompt:
    return Prompt(**{**_fields(_prompt(text)), "minutes": 8, "depth": 2, "follow_up": "", **more})  # type: ignore[arg-type]


def test_a_follow_up_is_held_to_the_same_words() -> None:
    assert prompt_flaws(_of("Recall the chair.", follow_up="Describe the journey.")) == [
        "follow-up: “journey”: nobody is on one"
    ]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Write to somebody who died.", "died"),
        ("What would your mother say?", "mother"),
        ("Go back to a room of your childhood.", "childhood"),
        ("Recall a meal when you were little.", "when you were little"),
        ("What does your therapist not know?", "your therapist"),
        ("Describe the weight of it.", "weight"),
        ("What has your diagnosis taken from you?", "diagnosis"),
        ("Recall the trauma.", "trauma"),
        ("Recall an abusive word.", "abusive"),
        ("Write about suicide.", "suicide"),
        ("What were you ashamed of?", "ashamed"),
    ],
)
def test_what_never_goes_home_with_a_client(text: str, word: str) -> None:
    (only, *more) = [flaw for flaw in prompt_flaws(_of(text, audience=Audience.CLIENT)) if "(for clients)" in flaw]
    assert f"“{word}”" in only
    assert more == []
    assert not any("(for clients)" in flaw for flaw in prompt_flaws(_of(text))), "a therapist may be asked"


@pytest.mark.parametrize(
    "text",
    [
        "Recall a fair Friday.",
        "One that weighs very little.",
        "Which apparent detour paid?",
        "A diesel bus and a gravel path.",
    ],
)
def test_a_word_inside_another_goes_home_in_peace(text: str) -> None:
    assert prompt_flaws(_of(text, audience=Audience.CLIENT)) == []


def test_what_is_heavy_needs_more_than_five_minutes() -> None:
    assert prompt_flaws(_of("Recall a funeral.", minutes=5)) == ["“funeral”: too heavy for 5 minutes"]
    assert prompt_flaws(_of("Recall a funeral.", minutes=10)) == []


def test_what_is_deep_needs_ten() -> None:
    assert prompt_flaws(_of("Recall a chair.", depth=3, minutes=9)) == [
        "depth 3 in 9 minutes leaves nobody time to come back up"
    ]
    assert prompt_flaws(_of("Recall a chair.", depth=3, minutes=10)) == []
