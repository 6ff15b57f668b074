"""The outcome of a decision: one rule for each mode, exact, without rounding.

Consent asks whether anybody objects; a vote counts for and against; advice is heard
by whoever asked for it, who then concludes. Whoever answers counts for the quorum,
whatever they answer.
"""

from collections import Counter
from collections.abc import Mapping

from .exact import not_negative, whole

ADOPTED, REJECTED, LAPSED = "adopted", "rejected", "lapsed"

#: What one may answer in each mode.
KINDS = {
    "consent": ("agree", "concern", "object"),
    "vote": ("for", "against", "abstain"),
    "advice": ("advice",),
}


def quorum_reached(given, electors, percent):
    """Tell whether enough of the electors answered.

    :param given: whole number of answers
    :param electors: whole number of people who may answer
    :param percent: from 0 to 100; 0 asks for nobody

    ``ValueError`` for negative numbers, more answers than electors or over 100.

    >>> quorum_reached(2, 3, 66), quorum_reached(2, 3, 67)
    (True, False)
    """
    given, electors = whole(given, "answers"), whole(electors, "electors")
    percent = not_negative(percent, "quorum")
    if given < 0 or electors < given or percent > 100:
        raise ValueError("answers or quorum out of bounds")
    return given * 100 >= percent * electors


def outcome(mode, answers, electors, percent, retained=None):
    """Return "adopted", "rejected" or "lapsed".

    :param mode: "consent", "vote" or "advice"
    :param answers: each person's kind of answer, a sequence or a mapping by person
    :param electors: whole number of people who may answer
    :param percent: the quorum, from 0 to 100
    :param retained: for advice, what whoever asked concludes: True, False, or None
        as long as nothing is concluded

    Lapsed: the quorum is missing, or advice without conclusion. Consent is adopted
    without a standing objection, a vote when "for" exceeds "against".
    ``ValueError`` for a mode or an answer that does not exist.

    >>> outcome("consent", ["agree", "concern"], 3, 50)
    'adopted'
    >>> outcome("vote", {"a": "for", "b": "against", "c": "abstain"}, 3, 100)
    'rejected'
    >>> outcome("vote", ["for"], 3, 50)
    'lapsed'
    """
    if mode not in KINDS:
        raise ValueError(f"unknown mode {mode!r}")
    answers = list(answers.values() if isinstance(answers, Mapping) else answers)
    count = Counter(answers)
    if count.keys() - KINDS[mode]:
        raise ValueError(f"an answer that {mode} does not know")
    if not quorum_reached(len(answers), electors, percent):
        return LAPSED
    if mode == "advice":
        return LAPSED if retained is None else ADOPTED if retained else REJECTED
    if mode == "consent":
        return REJECTED if count["object"] else ADOPTED
    return ADOPTED if count["for"] > count["against"] else REJECTED


def minority(mode, answers, result):
    """Return the people who answered otherwise than the outcome, in their order.

    :param answers: {person: kind}

    >>> minority("vote", {"a": "for", "b": "against", "c": "abstain"}, "adopted")
    ['b']
    >>> minority("consent", {"a": "concern", "b": "agree"}, "adopted")
    ['a']
    """
    other = {
        ("consent", ADOPTED): {"concern"},
        ("consent", REJECTED): {"agree", "concern"},
        ("vote", ADOPTED): {"against"},
        ("vote", REJECTED): {"for"},
    }.get((mode, result), set())
    return [person for person, kind in answers.items() if kind in other]
