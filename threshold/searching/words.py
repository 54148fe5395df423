"""Words as people type them: what they are without their endings, whom they speak of, and which say nothing."""

from __future__ import annotations

import re

SHORTEST = 3  # letters of a word that is looked for
_WORD = re.compile(r"[a-z0-9']+")
_ENDINGS = ("ing", "ies", "ed", "es", "s", "e", "y")
_DOUBLED = frozenset({"bb", "dd", "gg", "mm", "nn", "pp", "tt"})  # before an ending: hit, hitting
SMALL = frozenset(  # words that say nothing of a child
    """a about again all almost also am an and any are as at be been but by can do does for from gets goes got had
    has have he her hers herself him himself his how i in into is isnt it its just may me might my no not of often on
    one or other others our she so some seem seems sometimes than that the their them themselves then there they
    think this to too up very was we were what when whether who with you your""".split()  # noqa: SIM905
)
_NOT = frozenset(
    """arent cant cannot couldnt didnt doesnt dont hardly hasnt havent isnt never no nobody not rarely wasnt without
    wont wouldnt""".split()  # noqa: SIM905
)
_UNSURE = re.compile(
    r"\b((is|are|am|i|we)\s+)*(not\s+(known|sure|clear|certain)|unknown|unsure|unclear|nk"
    r"|(don'?t|do\s+not)\s+know(?=\s+(if|whether|about|who|what|where|how)))\b"
)
_ASIDE = (  # words that tell phrases apart, and find nothing alone
    SMALL
    | _NOT
    | frozenset(
        """any anything around bit bits came come comes coming day days every go going keep keeps know known
        knows look looks lot lots made make makes many month months most nothing now old people person really said saw
        say says see sees somebody someone something still take takes tell tells thing things time times
        today told took week weeks well went year years""".split()  # noqa: SIM905
    )
)
_MOTHER = ("mum", "mums", "mother", "mothers", "mam", "mom", "mummy", "stepmum", "stepmother")
_FATHER = ("dad", "dads", "father", "fathers", "daddy", "stepdad", "stepfather")
_GRAN = ("gran", "nan", "nana", "granny", "grandma", "grandmother", "grandad", "grandfather", "grandparents")
_BABY = ("baby", "babies", "toddler", "boy", "girl", "son", "daughter", "kid", "kids", "newborn")
PARENT = "parent"
_SAME = dict.fromkeys((*_MOTHER, *_FATHER), PARENT)  # what is said of one parent is found as said of a parent
_SAME |= dict.fromkeys(_GRAN, "grandparent")
PEOPLE = {PARENT: ("parent", "carer"), **dict.fromkeys(_BABY, ("child", "baby"))}  # how statements call them
RELATIVES = {"grandparent", "aunt", "aunti", "uncl", "cousin"}  # stems of words for them
OTHERS = {PARENT, "carer", "famil", "adult", "someon", "peopl", "relativ"}  # stems of words that tell of others


class Word:
    """A word as it was *typed*, as it is *commonly* said, and its *stem*. *small*: it says nothing of a child; *aside*:
    nothing but in a phrase; *denies*: it makes the contrary of others."""

    def __init__(self, typed: str) -> None:
        self.typed = typed
        self.commonly = _SAME.get(typed, typed)
        self.stem = stem(self.commonly)
        self.small = typed in SMALL
        self.denies = typed in _NOT
        self.aside = typed in _ASIDE or typed.isdigit() or len(typed) < SHORTEST


def words_of(text: str) -> list[Word]:
    """The words of a text, in their order; whose a thing is, and apostrophes left out, make no difference."""
    words = _WORD.findall(text.lower().replace("’", "'"))
    return [Word(word.removesuffix("'s").replace("'", "")) for word in words]


def without_doubt(text: str) -> str:
    """A text without what says that it is not known: whoever looks for "father not known" looks for a father."""
    return _UNSURE.sub(" ", text.lower().replace("’", "'")).strip() or text


def stem(word: str) -> str:
    """A word without its ending: bruise, bruises and bruising are one, and so are hit, hits and hitting. What is left
    has four letters at least, without an s three."""
    for ending in _ENDINGS:
        left = word.removesuffix(ending)
        if left != word and len(left) > (SHORTEST - 1 if ending == "s" else SHORTEST):
            return left[:-1] if ending in ("ing", "ed") and left[-2:] in _DOUBLED else left
    return word
