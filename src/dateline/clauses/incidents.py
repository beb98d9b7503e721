"""Incident templates (kind, date, place, who, how asserted, whom, with what effect) from a news report, also one in capitals.

A sequence tagger marks who acts, who and what is hit and with what; linear classifiers say which kinds of incident the report
tells, which kind each sentence belongs to, what befell each human target and how surely a group is named. Dates and places
are read by rule. Learned on wire reports of the 1980s; the slots are those of the Message Understanding Conferences.
"""

from __future__ import annotations

import itertools
import json
import lzma
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from dateline.clauses import linear

if TYPE_CHECKING:
    from dateline.tools import Tools

TAGGER = "incident-slots.crf.xz"
KINDS_MODEL = "incident-kinds.xz"
SENTENCE_MODEL = "incident-sentences.xz"
EFFECT_MODEL = "incident-effects.xz"
SURENESS_MODEL = "incident-sureness.xz"
SETTINGS_FILE = "incident-settings.json"
TOKEN = re.compile(r"[A-Z0-9]+(?:[.'’&/-][A-Z0-9]+)*|[^\sA-Z0-9]")
SLOTS = ("perp_individual", "perp_org", "instrument_id", "phys_tgt_id", "hum_tgt")
MONTHS = {m: k + 1 for k, m in enumerate(["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"])}
REPORTED = re.compile(r"\b(?:SAID|SAYS|REPORTED|ANNOUNCED|STATED|CONDEMNED|TOLD|CONFIRMED|REVEALED|ADDED|DENIED|DECLARED|ISSUED|ARRIVED|LEARNED)\b[^.]{0,12}$")
WEEKDAYS = {d: k for k, d in enumerate(["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"])}
TRIGGERS: dict[str, str] = {
    "kill": r"(?:KILL|MURDER|ASSASSINAT|SLAY|SLAIN|MASSACR|EXECUT)\w*|DEAD|DIED|DEATHS?",
    "wound": r"(?:WOUND|INJUR|HURT)\w*",
    "attack": r"(?:ATTACK|AMBUSH|RAID|ASSAULT|MACHINEGUN|STRAF|SHOT|SHOOT|FIR(?:ED|ING))\w*",
    "bomb": r"(?:BOMB|EXPLO|DYNAMIT|DETONAT|BLAST|GRENADE|BLEW|BLOWN|CAR-BOMB|PLACED)\w*",
    "kidnap": r"(?:KIDNAP|ABDUCT|HOSTAGE|CAPTIV|RANSOM|DISAPPEAR|SEIZED)\w*",
    "burn": r"(?:BURN|SET FIRE|ARSON|TORCH|FIRE)\w*",
    "rob": r"(?:ROB|STOLE|LOOT|ASSAULTED)\w*",
    "damage": r"(?:DAMAG|DESTROY|DEMOLISH|SHATTER)\w*",
    "blame": r"(?:RESPONSIB|CLAIM|ACCUS|BLAM|ATTRIBUT|SUSPECT|ALLEG|PERPETRAT)\w*",
    "threat": r"(?:THREAT)\w*",
    "by": r"BY",
    "against": r"AGAINST|TARGET\w*",
}
TRIGGER = re.compile("|".join(f"(?P<{name}>^(?:{pattern})$)" for name, pattern in TRIGGERS.items()))


@dataclass(frozen=True, slots=True)
class Word:
    """A token of the upper-case text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Filler:
    """A tagged stretch: slot, sentence, words and the tagger's confidence."""

    slot: str
    sentence: int
    start: int
    end: int
    text: str
    score: float


def sentences(text: str) -> list[list[Word]]:
    """Sentences as tokens; wire reports end them with a full stop and two spaces, a blank line, or a bracketed note."""
    upper = text.upper()
    found: list[list[Word]] = []
    at = 0
    for piece in re.finditer(r".+?(?:(?<![A-Z])(?<!\b[A-Z])\.(?=\s{2}|\s*\n|\s*$|\s+[A-Z\"\[])|\n\s*\n|$)", upper, re.DOTALL):
        words = [Word(m.group(), piece.start() + m.start(), piece.start() + m.end()) for m in TOKEN.finditer(piece.group())]
        if words:
            found.append(words)
        at = piece.end()
        if at >= len(upper):
            break
    return found


def trigger(word: str) -> str:
    """The class of a trigger word, or ""."""
    match = TRIGGER.match(word)
    return match.lastgroup or "" if match else ""


def token_features(words: Sequence[Word]) -> list[list[str]]:
    """Features of every token of a sentence for the tagger."""
    texts = [word.text for word in words]
    classes = [trigger(text) for text in texts]
    present = sorted({c for c in classes if c})
    rows = []
    for k, text in enumerate(texts):
        row = [f"w={text}", f"s={text[-3:]}", f"p={text[:4]}", f"t={classes[k]}"]
        if text.isdigit():
            row.append("digit")
        for offset in (-3, -2, -1, 1, 2, 3):
            other = texts[k + offset] if 0 <= k + offset < len(texts) else "^"
            row.append(f"{offset}={other}")
        row.append(f"-1|0={texts[k - 1] if k else '^'}|{text}")
        row.append(f"0|1={text}|{texts[k + 1] if k + 1 < len(texts) else '$'}")
        if k > 1:
            row.append(f"-2|-1={texts[k - 2]}|{texts[k - 1]}")
        for name in present:
            spots = [i for i, c in enumerate(classes) if c == name]
            nearest = min(spots, key=lambda i: abs(i - k))
            side = "L" if nearest < k else "R"
            row.append(f"{name}{side}{'n' if abs(nearest - k) <= 4 else 'f'}")
        rows.append(row)
    return rows


def bag(texts: Sequence[str]) -> list[str]:
    """Words, pairs and trigger classes."""
    words = [text for text in texts if text[0].isalnum()]
    return words + [f"{a} {b}" for a, b in itertools.pairwise(words)] + [f"#{c}" for text in texts if (c := trigger(text))]


def document(words: Sequence[str]) -> list[list[str]]:
    """The one block of a whole report: all its words and pairs."""
    return [bag(words)]


def around(words: Sequence[Word], start: int, end: int) -> list[str]:
    """Context of a stretch inside its sentence, by side, with the trigger classes in order of distance."""
    left = [w.text for w in words if w.end <= start][-8:]
    right = [w.text for w in words if w.start >= end][:8]
    inside = [w.text for w in words if w.start >= start and w.end <= end]
    found = [f"l={w}" for w in left] + [f"r={w}" for w in right] + [f"i={w}" for w in inside]
    found += [f"l2={a}_{b}" for a, b in itertools.pairwise(left)] + [f"r2={a}_{b}" for a, b in itertools.pairwise(right)]
    classes = [(abs(w.start - start), trigger(w.text), "L" if w.start < start else "R") for w in words if trigger(w.text)]
    found += [f"t{k}={name}{side}" for k, (_, name, side) in enumerate(sorted(classes)[:3])]
    found += [f"any={name}" for _, name, _ in classes]
    return found


# ------------------------------------------------------------------ dates and places


def written(dateline: str) -> date | None:
    """The day of a dateline such as "LIMA, 3 JAN 90"."""
    match = re.search(r"(\d{1,2}) ([A-Z]{3})[A-Z]* (\d{2,4})\b", dateline.upper())
    if not match or match.group(2) not in MONTHS:
        return None
    year = int(match.group(3))
    try:
        return date(year if year > 99 else 1900 + year, MONTHS[match.group(2)], int(match.group(1)))
    except ValueError:
        return None


def days_in(text: str, day: date) -> list[tuple[int, date]]:
    """Days named in a text, with their positions, against the day of writing."""
    found: list[tuple[int, date]] = []
    for match in re.finditer(r"\b(\d{1,2}) (JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)(?:,? (\d{4}))?", text):
        month = MONTHS[match.group(2)[:3]]
        year = int(match.group(3)) if match.group(3) else day.year
        try:
            told = date(year, month, int(match.group(1)))
        except ValueError:
            continue
        if not match.group(3) and told > day + timedelta(days=3):
            told = told.replace(year=year - 1)
        found.append((match.start(), told))
    for pattern, back in ((r"\b(?:YESTERDAY|LAST NIGHT|LAST EVENING)\b", 1), (r"\b(?:TODAY|TONIGHT|THIS (?:MORNING|AFTERNOON|EVENING)|EARLY THIS)\b", 0)):
        found.extend((m.start(), day - timedelta(days=back)) for m in re.finditer(pattern, text) if not REPORTED.search(text, max(0, m.start() - 34), m.start()))
    for match in re.finditer(r"\b(\d{1,2}) (JAN|FEB|MAR|APR|JUN|JUL|AUG|SEP|OCT|NOV|DEC)\b(?! \d\d)", text):
        try:
            found.append((match.start(), date(day.year, MONTHS[match.group(2)], int(match.group(1)))))
        except ValueError:
            continue
    for match in re.finditer(r"\b(?:ON|LAST) (MONDAY|TUESDAY|WEDNESDAY|THURSDAY|FRIDAY|SATURDAY|SUNDAY)\b", text):
        back = (day.weekday() - WEEKDAYS[match.group(1)]) % 7 or 7
        found.append((match.start(), day - timedelta(days=back)))
    return sorted(found)


# ------------------------------------------------------------------ the reader


class Incidents:
    """All parts, loaded once."""

    def __init__(self) -> None:
        from dateline.tools import MODELS

        self._bytes = lzma.decompress((MODELS / TAGGER).read_bytes())
        self.tagger = _tagger(self._bytes)
        self.kinds = linear.load(MODELS / KINDS_MODEL)
        self.sentence_kinds = linear.load(MODELS / SENTENCE_MODEL)
        self.effects = linear.load(MODELS / EFFECT_MODEL)
        self.sureness = linear.load(MODELS / SURENESS_MODEL)
        self.settings: dict[str, Any] = json.loads((MODELS / SETTINGS_FILE).read_text(encoding="utf-8"))

    def templates(self, text: str, dateline: str) -> list[dict[str, Any]]:
        """Incident templates of a report."""
        told = sentences(text)
        if not told:
            return []
        kinds = self._kinds(told)
        if not kinds:
            return []
        by_sentence = self._sentence_kinds(told, kinds)
        fillers = self.fillers(told)
        day = written(dateline or text[:120])
        groups = self._groups(told, kinds, by_sentence, fillers)
        return [self._template(kind, members, told, fillers, text, dateline, day) for kind, members in groups]

    def _kinds(self, told: Sequence[Sequence[Word]]) -> list[str]:
        words = [w.text for sentence in told for w in sentence]
        scores = self.kinds.scores(linear.weigh(document(words), {}, self.kinds.idf))
        return sorted((name for name, margin in scores.items() if margin > self.settings["kind"]), key=lambda name: -scores[name])

    def _sentence_kinds(self, told: Sequence[Sequence[Word]], kinds: Sequence[str]) -> list[tuple[str, float]]:
        found = []
        for k, sentence in enumerate(told):
            before = [f"<{w.text}" for w in told[k - 1]] if k else []
            scores = self.sentence_kinds.scores(linear.weigh([bag([w.text for w in sentence]), before], {}, self.sentence_kinds.idf))
            best = max(kinds, key=lambda name: scores.get(name, -9.0))
            found.append((best, scores.get(best, -9.0)))
        return found

    def fillers(self, told: Sequence[Sequence[Word]]) -> list[Filler]:
        """All stretches that any slot's marginal probability speaks for, also where the best path leaves them out."""
        found: list[Filler] = []
        labels = self.tagger.labels()
        for number, words in enumerate(told):
            self.tagger.set(token_features(words))
            self.tagger.tag()
            best: list[tuple[str, float]] = []
            for k in range(len(words)):
                sums: dict[str, float] = {}
                for label in labels:
                    if label != "O":
                        sums[label[2:]] = sums.get(label[2:], 0.0) + self.tagger.marginal(label, k)
                slot = max(sorted(sums), key=lambda name: sums[name])
                best.append((slot, sums[slot]) if sums[slot] >= self.settings["token"] else ("", 0.0))
            k = 0
            while k < len(words):
                slot = best[k][0]
                if not slot:
                    k += 1
                    continue
                last = k
                while last + 1 < len(words) and best[last + 1][0] == slot and self.tagger.marginal(f"B-{slot}", last + 1) < 0.5 * best[last + 1][1]:
                    last += 1
                score = sum(best[i][1] for i in range(k, last + 1)) / (last + 1 - k)
                found.append(Filler(slot, number, words[k].start, words[last].end, " ".join(w.text for w in words[k : last + 1]), score))
                k = last + 1
        return found

    def _groups(
        self, told: Sequence[Sequence[Word]], kinds: Sequence[str], by_sentence: Sequence[tuple[str, float]], fillers: Sequence[Filler]
    ) -> list[tuple[str, list[int]]]:
        """Kinds with the sentences that tell each."""
        groups = []
        strongest = kinds[0]
        for kind in kinds:
            members = [k for k, (best, _) in enumerate(by_sentence) if best == kind or len(kinds) == 1]
            if members or kind == strongest:
                groups.append((kind, members or list(range(len(told)))))
        return groups

    def _template(
        self, kind: str, members: Sequence[int], told: Sequence[Sequence[Word]], fillers: Sequence[Filler], text: str, dateline: str, day: date | None
    ) -> dict[str, Any]:
        upper = text.upper()
        inside = set(members)
        chosen = {slot: self._chosen(slot, [f for f in fillers if f.sentence in inside and f.slot == slot]) for slot in SLOTS}
        if not chosen["perp_org"]:
            chosen["perp_org"] = self._chosen("perp_org", [f for f in fillers if f.slot == "perp_org" and f.score > 0.8])
        event: dict[str, Any] = {"type": [kind], "stage": [self._stage(members, told)]}
        event["date"] = self._date(members, told, upper, day)
        event["location"] = self._location(members, told, upper, dateline.upper())
        for slot in ("perp_individual", "perp_org", "instrument_id", "phys_tgt_id"):
            event[slot] = [{"mentions": [_mention(f) for f in entity]} for entity in chosen[slot]]
        if kind not in ("BOMBING", "ATTACK", "ARSON"):
            event["instrument_id"] = []
        event["hum_tgt_name"] = [{"mentions": [_mention(f) for f in entity]} for entity in chosen["hum_tgt"]]
        event["hum_tgt_effect"] = [{"value": [self._effect(kind, entity[0], told)], "ref": [_mention(f) for f in entity]} for entity in chosen["hum_tgt"]]
        event["hum_tgt_number"] = [{"value": [_number(entity, told)], "ref": [_mention(f) for f in entity]} for entity in chosen["hum_tgt"]]
        event["perp_org_confidence"] = [{"value": [self._sureness(entity[0], told)], "ref": [_mention(f) for f in entity]} for entity in chosen["perp_org"]]
        return event

    def _chosen(self, slot: str, found: Sequence[Filler]) -> list[list[Filler]]:
        """Entities of one slot: fillers above its threshold, those that mean the same together, the surest first, at most so many."""
        least, most = self.settings["least"][slot], self.settings["most"][slot]
        entities: list[list[Filler]] = []
        for filler in sorted(found, key=lambda f: (-f.score, f.start)):
            home = next((entity for entity in entities if any(_alike(filler, other) for other in entity)), None)
            if home is not None:
                home.append(filler)
            elif filler.score >= least and len(entities) < most:
                entities.append([filler])
        return sorted(entities, key=lambda entity: entity[0].start)

    def _effect(self, kind: str, filler: Filler, told: Sequence[Sequence[Word]]) -> str:
        context = [*around(told[filler.sentence], filler.start, filler.end), f"kind={kind}"]
        return self.effects.best([context], {})

    def _sureness(self, filler: Filler, told: Sequence[Sequence[Word]]) -> str:
        context = [*around(told[filler.sentence], filler.start, filler.end), f"org={filler.text}"]
        return self.sureness.best([context], {})

    def _stage(self, members: Sequence[int], told: Sequence[Sequence[Word]]) -> str:
        text = " ".join(w.text for k in members for w in told[k])
        if re.search(r"\bTHREATEN\w*|\bTHREATS?\b", text) and not re.search(r"\bKILLED|\bEXPLODED|\bKIDNAPPED|\bWOUNDED|\bMURDER\w*|\bASSASSINAT\w*", text):
            return "THREATENED"
        if re.search(r"\bATTEMPT(?:ED)?\b|\bFOILED|\bDEACTIVATED|\bDEFUSED|\bUNHURT|\bESCAPED UNHARMED", text) and not re.search(r"\bKILLED|\bDIED|\bDEAD|\bEXPLODED|\bWOUNDED", text):
            return "ATTEMPTED"
        return "ACCOMPLISHED"

    def _date(self, members: Sequence[int], told: Sequence[Sequence[Word]], upper: str, day: date | None) -> list[dict[str, str]]:
        if day is None:
            return []
        order = sorted(members, key=lambda k: (-self._weight(told[k]), k))[: self.settings["date_sentences"]]
        for k in sorted(order):
            named = days_in(re.sub(r"\s+", " ", upper[told[k][0].start : told[k][-1].end]), day)
            if named:
                return [{"on": named[0][1].isoformat()}]
        return [{"on_or_before": day.isoformat()}]

    @staticmethod
    def _weight(words: Sequence[Word]) -> int:
        return len({trigger(w.text) for w in words} & {"kill", "wound", "attack", "bomb", "kidnap", "burn", "rob", "damage"})

    def _location(self, members: Sequence[int], told: Sequence[Sequence[Word]], upper: str, dateline: str) -> list[dict[str, Any]]:
        places: dict[str, dict[str, Any]] = self.settings["places"]
        span = " ".join(upper[told[k][0].start : told[k][-1].end] for k in members)
        span = re.sub(r"\s+", " ", span)
        span = re.sub(r"^\s*" + re.escape(re.sub(r"\s+", " ", dateline.strip())), " ", span) if dateline.strip() else span
        span = re.sub(r"^[A-Z ().,]+, \d{1,2} [A-Z]{3} \d\d", " ", span.strip())
        named: list[tuple[str, str, str]] = []
        for match in re.finditer(self.settings["pattern"], span):
            entry = places[match.group()]
            named.append((match.group(), entry["country"], entry["kind"]))
        countries: dict[str, float] = {}
        for country, words in self.settings["countries"].items():
            hits = len(re.findall(words, span)) + 0.3 * len(re.findall(words, upper))
            if hits:
                countries[country] = countries.get(country, 0) + hits
        for _, country, _ in named:
            countries[country] = countries.get(country, 0) + 1.5
        if not countries:
            for country, words in self.settings["countries"].items():
                if re.search(words, dateline):
                    countries[country] = 1
        if not countries:
            return []
        country = max(sorted(countries), key=lambda name: countries[name])
        chosen: list[dict[str, str]] = []
        for name, home, kind in named:
            if home == country and name != country and all(part["name"] != name for part in chosen) and len(chosen) < self.settings["most"]["place"]:
                chosen.append({"name": name, "kind": kind})
        return [{"country": country, "places": chosen}]


NUMBER_WORDS = frozenset(["TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN", "TWELVE"])
DULL = frozenset(["THE", "A", "AN", "OF", "AND", "IN", "AT", "FROM", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SOME", "OTHER", "OTHERS", "MEMBERS", "MEMBER"])


def _alike(one: Filler, two: Filler) -> bool:
    """Whether two fillers mean the same: shared telling words, or one in apposition to the other."""
    mine, theirs = set(one.text.split()) - DULL, set(two.text.split()) - DULL
    if mine and theirs and (mine <= theirs or theirs <= mine):
        return True
    if one.slot != "phys_tgt_id" and _head(one.text) == _head(two.text):
        return True
    first, second = sorted((one, two), key=lambda f: f.start)
    return one.sentence == two.sentence and one.slot in ("hum_tgt", "perp_org") and 0 <= second.start - first.end <= 2 and " AND " not in f" {first.text} "


def _head(text: str) -> str:
    before = re.split(r"\b(?:OF|FROM|IN|WHO|AT|WITH)\b|,|\(|\[", text)[0].split()
    return before[-1].rstrip("S") if before else text


def _number(entity: Sequence[Filler], told: Sequence[Sequence[Word]]) -> str:
    numbers = []
    for filler in entity:
        before = [w.text for w in told[filler.sentence] if w.end <= filler.start][-2:]
        near = next((w for w in reversed(before) if w.isdigit() or w in NUMBER_WORDS), "")
        numbers.append(number_of(filler.text, near))
    return next((number for number in numbers if number not in ("1", "PLURAL")), numbers[0])


def number_of(text: str, before: str = "") -> str:
    """How many persons a description tells: a number, 1, or PLURAL."""
    if text.endswith("'S"):
        return "1"
    words = {"TWO": "2", "THREE": "3", "FOUR": "4", "FIVE": "5", "SIX": "6", "SEVEN": "7", "EIGHT": "8", "NINE": "9", "TEN": "10", "TWELVE": "12", "A": "1", "AN": "1", "ONE": "1"}
    first = text.split()[0]
    for word in (first, before):
        if word.isdigit():
            return str(int(word))
        if word in words and not (word in ("A", "AN", "ONE") and word == before):
            return words[word]
    last = text.split(" OF ")[0].split()[-1]
    plural = (last.endswith("S") and not last.endswith(("SS", "US", "IS", "OS", "AS", "ES"))) or last in ("PEOPLE", "CHILDREN", "MEN", "WOMEN", "POLICEMEN", "CIVILIANS", "JUDGES", "NURSES", "PRIESTS") or last.endswith(("ERS", "ANTS", "ISTS", "IANS", "ORS", "MEMBERS"))
    return "PLURAL" if plural else "1"


def _mention(filler: Filler) -> dict[str, Any]:
    return {"text": filler.text, "start": filler.start, "end": filler.end}


def _tagger(data: bytes) -> Any:
    """A tagger over model bytes, which must outlive it."""
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(data)
    return tagger


def incidents(tools: Tools) -> Incidents:
    """The shared reader."""
    return tools.part("incidents", lambda _: Incidents())
