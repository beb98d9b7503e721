"""Forms of English verbs and nouns, so that a lexicon can hold dictionary forms only."""

from __future__ import annotations

VOWELS = "aeiou"
IRREGULAR: dict[str, tuple[str, ...]] = {
    "be": ("is", "are", "was", "were", "been", "being", "am"), "become": ("became",), "begin": ("began", "begun"),
    "behead": (), "blow": ("blew", "blown"), "break": ("broke", "broken"), "bring": ("brought",), "burn": ("burnt",),
    "come": ("came",), "cut": ("cut",), "die": ("died", "dying"), "drive": ("drove", "driven"), "fall": ("fell", "fallen"),
    "fight": ("fought",), "flee": ("fled",), "fly": ("flew", "flown", "flies"), "forget": ("forgot", "forgotten"),
    "give": ("gave", "given"), "go": ("went", "gone", "goes"), "hang": ("hung", "hanged"), "have": ("has", "had"),
    "hit": ("hit",), "hold": ("held",), "keep": ("kept",), "lay": ("laid",), "leave": ("left",), "let": ("let",),
    "lie": ("lay", "lain", "lying"), "lose": ("lost",), "make": ("made",), "mean": ("meant",), "meet": ("met",),
    "overrun": ("overran", "overrun"), "overthrow": ("overthrew", "overthrown"), "retake": ("retook", "retaken"),
    "rise": ("rose", "risen"), "run": ("ran", "run"), "say": ("said",), "see": ("saw", "seen"), "seek": ("sought",),
    "send": ("sent",), "set": ("set",), "shoot": ("shot",), "show": ("shown",), "shut": ("shut",), "slay": ("slew", "slain"),
    "spread": ("spread",), "stand": ("stood",), "steal": ("stole", "stolen"), "strike": ("struck", "stricken"),
    "swear": ("swore", "sworn"), "take": ("took", "taken"), "tell": ("told",), "think": ("thought",),
    "throw": ("threw", "thrown"), "undertake": ("undertook", "undertaken"), "win": ("won",), "withdraw": ("withdrew", "withdrawn"),
    "beat": ("beat", "beaten"), "know": ("knew", "known"), "find": ("found",), "learn": ("learnt",), "feel": ("felt",),
    "lead": ("led",), "sink": ("sank", "sunk"), "light": ("lit",), "cling": ("clung",), "ring": ("rang", "rung", "ringed"), "put": ("put",),
    "sweep": ("swept",), "tear": ("tore", "torn"), "hide": ("hid", "hidden"), "freeze": ("froze", "frozen"), "catch": ("caught",), "sleep": ("slept",),
    "grow": ("grew", "grown"), "burst": ("burst",), "cast": ("cast",), "build": ("built",), "rend": ("rent",), "mow": ("mowed", "mown"),
    "forbid": ("forbade", "forbidden"), "deal": ("dealt",), "ride": ("rode", "ridden"), "bid": ("bid",),
}  # fmt: skip
IRREGULAR_PLURALS = {
    "man": "men", "woman": "women", "child": "children", "person": "people", "gunman": "gunmen", "militiaman": "militiamen",
    "serviceman": "servicemen", "policeman": "policemen", "tribesman": "tribesmen", "herdsman": "herdsmen",
    "hostage-taking": "hostage-takings", "life": "lives", "wife": "wives", "knife": "knives", "foot": "feet",
    "body": "bodies", "fisherman": "fishermen", "spokesman": "spokesmen", "spokeswoman": "spokeswomen",
    "aircraft": "aircraft", "cameraman": "cameramen", "businessman": "businessmen", "policewoman": "policewomen",
    "schoolchild": "schoolchildren", "half": "halves", "ceasefire": "ceasefires",
}  # fmt: skip


def verb_forms(verb: str) -> tuple[str, ...]:
    """The verb and its inflected forms, lower case, each once."""
    forms = [verb, _third(verb), _gerund(verb)]
    forms += list(IRREGULAR[verb]) if verb in IRREGULAR else [_past(verb)]
    if verb in ("burn", "behead", "die", "learn", "hang", "show", "fly"):
        forms.append(_past(verb))
    return tuple(dict.fromkeys(forms))


def noun_forms(noun: str) -> tuple[str, ...]:
    """Singular and plural of a noun or noun phrase (its last word inflects), lower case."""
    head, space, last = noun.rpartition(" ")
    plural = IRREGULAR_PLURALS.get(last) or _plural(last)
    return tuple(dict.fromkeys((noun, f"{head}{space}{plural}")))


def _third(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return verb[:-1] + "ies"
    return verb + "s"


def _doubles(verb: str) -> bool:
    if len(verb) < 3 or verb[-1] in "wxy" + VOWELS or verb[-2] not in VOWELS or verb[-3] in VOWELS:
        return False
    syllables = sum(c in VOWELS and (i == 0 or verb[i - 1] not in VOWELS) for i, c in enumerate(verb))
    return syllables == 1 or verb in ("expel", "repel", "refer", "occur", "commit", "rebut", "deter", "admit", "abet", "forget", "forbid", "begin", "overrun", "transfer", "prefer", "defer", "rebel", "compel", "propel", "patrol", "control", "regret", "submit", "permit")


def _stem(verb: str) -> str:
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")):
        return verb[:-1]
    return verb + verb[-1] if _doubles(verb) else verb


def _past(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return verb[:-1] + "ied"
    return verb + "d" if verb.endswith("e") else _stem(verb) + "ed"


def _gerund(verb: str) -> str:
    return verb[:-2] + "ying" if verb.endswith("ie") else _stem(verb) + "ing"


def _plural(noun: str) -> str:
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and len(noun) > 1 and noun[-2] not in VOWELS:
        return noun[:-1] + "ies"
    return noun + "s"
