"""Turns a reading into the parts of a claim: parties, place, route, time, figures, weapon, and whether it may stand at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from dateline.clauses.arguments import noun_arguments, phrases
from dateline.clauses.cast import PROXIES, Cast
from dateline.clauses.kinds import Kinds
from dateline.clauses.modality import Setting
from dateline.clauses.parses import HEADING
from dateline.clauses.reader import Reader, Reading
from dateline.clauses.weapons import Weapon, Weapons
from dateline.model import Because, Figure, Normalised, Party, Place, PlaceMention, Report, Route, Time, When
from dateline.text import Prose

if TYPE_CHECKING:
    from spacy.tokens import Token

OWN_SITES = frozenset(("airport", "airbase", "base", "airfield", "crossing", "port", "bridge", "garrison", "barracks", "headquarters", "headquarter", "palace", "prison", "station", "compound", "checkpoint", "building", "refinery"))
PLACE_FIELDS = ("name", "key", "geonameid", "lat", "lon", "country", "admin1", "kind", "precision")
PLACE_ORDER = ("in", "at", "near", "outside", "inside", "around", "on", "across", "over", "into", "throughout", "along", "through", "of", "from", "between", "to", "toward", "towards", "north", "south", "east", "west", "against")
GENERIC_PLACES = frozenset(["city", "town", "village", "capital", "camp", "district", "province", "region", "area", "settlement", "stronghold", "base", "airport", "crossing", "bridge", "port"])
SITES = frozenset(["airport", "base", "airbase", "crossing", "bridge", "port", "dam", "checkpoint", "palace", "barracks", "headquarters", "prison", "hospital", "border", "gate", "camp", "refinery", "airfield", "station", "post", "university"])
CASUALTY = frozenset(("killed", "injured", "wounded", "missing", "dead", "casualties", "hurt"))
ROLE_FAMILIES: dict[str, frozenset[str]] = {
    "killed": frozenset(("fighting", "attack", "abuse", "unrest")),
    "injured": frozenset(("fighting", "attack", "abuse", "unrest")),
    "wounded": frozenset(("fighting", "attack", "abuse", "unrest")),
    "missing": frozenset(("fighting", "attack", "movement")),
    "detained": frozenset(("detention", "unrest")),
    "arrested": frozenset(("detention", "unrest")),
    "abducted": frozenset(("detention", "attack")),
    "kidnapped": frozenset(("detention", "attack")),
    "released": frozenset(("detention",)),
    "displaced": frozenset(("movement",)),
    "evacuated": frozenset(("movement",)),
    "returned": frozenset(("movement",)),
    "fled": frozenset(("movement",)),
    "captured": frozenset(("control", "fighting", "detention")),
    "deployed": frozenset(("forces",)),
    "recruited": frozenset(("forces",)),
}
AREAS = frozenset(("share", "square kilometres", "square kilometers", "square miles", "sq km", "hectares", "km2", "per cent", "percent"))
SHARE_UNITS = frozenset(["cities", "capitals", "towns", "districts", "provinces", "villages", "settlements", "states", "regions", "localities", "municipalities", "countries", "counties"]) | {"provincial capitals", "share", "regional capitals", "state capitals", "provincial cities"}
VIOLENT_WORDS = re.compile(r"\b(?:attack|strike|airstrike|shell|bomb|blast|explosion|fight|clash|raid|ambush|gun|shot|shoot|drone|missile|rocket|massacre|violence|assault|crossfire|siege|offensive|war|torture|execut|militant|rebel|soldier|troops|militia|insurgent|police|custody|army)\w*", re.IGNORECASE)
PEACEFUL_DEATH = re.compile(r"\b(?:aged \d|cancer|cholera|ebola|malaria|measles|disease|illness|heart|stroke|natural causes|flood\w*|earthquake|storm|cyclone|accident|crash|hunger|malnutrition|starvation|heatwave|landslide|drown\w*|capsiz\w*|covid|virus|famine)\b", re.IGNORECASE)
LONG_AGO = re.compile(
    r"\b1[0-8]\d\d\b|\b19[0-8]\d\b|\b(?:[5-9]|[1-9]\d+|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|a hundred|hundreds of) "
    r"years (?:ago|after|since|before|earlier|on)\b|\bdecades? (?:ago|after|earlier)\b|\bcentur(?:y|ies)\b",
    re.IGNORECASE,
)
WORD_SETTINGS = ("sport", "fiction", "business", "metaphor")


@dataclass(slots=True)
class Gathered:
    """Parts of a claim."""

    kind: str
    keep: bool = True
    actors: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    place: Place | None = None
    route: Route | None = None
    when: When = field(default_factory=When)
    figures: tuple[Figure, ...] = ()
    weapon: Normalised | None = None
    outcome: Normalised | None = None
    background: bool = False
    because: tuple[Because, ...] = ()


@dataclass(slots=True)
class Scene:
    """What is known around the sentence being read: its mentions, and places met before it."""

    report: Report
    prose: Prose
    cast: Cast
    kinds: Kinds
    arms: Weapons
    settings: Sequence[tuple[Setting, frozenset[str], tuple[str, ...]]] = ()
    offset: int = 0
    end: int = 0
    places: list[tuple[int, int, PlaceMention]] = field(default_factory=list)
    times: list[tuple[int, int, Time]] = field(default_factory=list)
    figures: list[tuple[int, int, Figure]] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    towns: list[PlaceMention] = field(default_factory=list)
    recent: Gathered | None = None
    """The last attack or fight told, for tolls that follow it."""
    recent_at: int = -1000
    fought: Place | None = None
    """The town last told of as fought over or taken, for flights that follow."""
    fought_at: int = -10000
    heading: PlaceMention | None = None
    """The place that heads the paragraph of a situation report."""
    _placed: list[tuple[int, int, PlaceMention]] = field(default_factory=list)
    _timed: list[tuple[int, int, Time]] = field(default_factory=list)
    _counted: list[tuple[int, int, Figure]] = field(default_factory=list)
    _report_settings: dict[str, int] = field(default_factory=dict)

    def open(self) -> None:
        """Place all mentions of the report in its prose; called once before reading."""
        self._placed = [(*at, m) for m in self.report.places if m.literal and (at := self.prose.locate(m.start, m.end))]
        self._timed = [(*at, t) for t in self.report.times if (at := self.prose.locate(t.start, t.end))]
        self._counted = [(*at, f) for f in self.report.figures if (at := self.prose.locate(f.start, f.end))]
        self.cast.country = self._country()
        self._report_settings = {s.id: n for s, n in self._count(self.prose.text)}

    def _country(self) -> str | None:
        """The country that the report is mostly about: its places and parties vote, the first ones more."""
        votes: dict[str, float] = {}
        places = [m for m in self.report.places if m.country]
        for index, mention in enumerate(places):
            weight = (1.0 if mention.literal and mention.kind != "demonym" else 0.5) + (1.0 if index == 0 else 0.0)
            votes[mention.country or ""] = votes.get(mention.country or "", 0.0) + weight
        for named in self.cast.register.find(self.prose.text):
            if named.actor is not None and named.actor.country and named.actor.sector in ("state forces", "rebels", "militia"):
                votes[named.actor.country] = votes.get(named.actor.country, 0.0) + 2.0
        return max(sorted(votes), key=lambda code: votes[code]) if votes else None

    def begin(self, start: int, end: int) -> None:
        """Start a sentence at prose positions."""
        self._head(start)
        self.offset, self.end = start, end
        self.places = [(s - start, e - start, m) for s, e, m in self._placed if start <= s and e <= end]
        self.times = [(s - start, e - start, t) for s, e, t in self._timed if start <= s and e <= end]
        self.figures = [(s - start, e - start, f) for s, e, f in self._counted if start <= s and e <= end]
        self.used = set()

    def _head(self, start: int) -> None:
        line = self.prose.text.rfind("\n", 0, start) + 1
        opening = HEADING.match(self.prose.text[line : line + 80]) or HEADING.match(self.prose.text[max(line, start - 42) : start + 2])
        sentence = max(line, self.prose.text.rfind(". ", line, start) + 2 if self.prose.text.rfind(". ", line, start) >= 0 else line)
        before = self.prose.text[sentence:start]
        if before.endswith(": "):
            found = [m for s, e, m in self._placed if sentence <= s and e <= start and m.kind != "demonym"]
            self.heading = found[-1] if found else None
        elif not opening and line >= start - 2:
            self.heading = None

    def note(self, start: int, end: int) -> None:
        """Remember the places of a sentence that has been read."""
        self.towns.extend(m for s, e, m in self._placed if start <= s and e <= end and m.kind in ("town", "site", "crossing", "admin2", "admin1"))

    def is_place(self, token: Token, reader: Reader) -> bool:
        """Whether a place is named at the head of a phrase."""
        return reader.place_over(self.cast.phrase(token)) is not None

    def town_before(self, token: Token) -> PlaceMention | None:
        """The last town, site or crossing named before a token."""
        here = [m for start, _, m in self.places if start < token.idx and m.kind in ("town", "site", "crossing")]
        if here:
            return here[-1]
        towns = [m for m in self.towns if m.kind in ("town", "site", "crossing")]
        return towns[-1] if towns else self.towns[-1] if self.towns else None

    def lately(self) -> Place | None:
        """The last town or site named in this sentence or within one sentence before it, in the same paragraph."""
        here = [(s, m) for s, e, m in self._placed if e <= self.end and self.offset - ONWARD <= s and m.kind in ("town", "site", "crossing")]
        here = [(s, m) for s, m in here if "\n\n" not in self.prose.text[s : self.offset] or s >= self.offset]
        return _plain(here[-1][1]) if here else None

    def setting(self) -> Setting | None:
        """The setting that the paragraph of the current sentence stands in; names of armed groups ask for a second sign."""
        text = self.paragraph()
        names = sum(1 for n in self.cast.names() if n.actor is not None and n.actor.sector in ("state forces", "rebels", "militia"))
        for setting, count in self._count(text):
            if count >= 1 + (names > 0 and setting.id in WORD_SETTINGS):
                return setting
        for setting, _, _ in self.settings:
            if setting.id in ("sport", "fiction", "business") and self._report_settings.get(setting.id, 0) >= 4 + 3 * (names > 0):
                return setting
        return None

    def paragraph(self) -> str:
        """The paragraph of the current sentence."""
        text = self.prose.text
        start = text.rfind("\n\n", 0, self.offset)
        end = text.find("\n\n", self.end)
        return text[max(0, start) : len(text) if end < 0 else end]

    def _count(self, text: str) -> list[tuple[Setting, int]]:
        lower = text.lower()
        words = set(re.findall(r"[a-z]+", lower))
        found = []
        for setting, single, longer in self.settings:
            count = len(words & single) + sum(phrase in lower for phrase in longer)
            if count:
                found.append((setting, count))
        return found


def gather(reading: Reading, scene: Scene, reader: Reader) -> Gathered:
    """Everything a claim needs beyond its frame, and whether it may stand."""
    text = reading.trigger.doc.text
    kind = scene.kinds.kinds[reading.kind]
    notes: list[Because] = []
    got = Gathered(kind=reading.kind)
    folded = [reading, *reading.folded]
    tokens = {role: _unique([t for r in folded for t in r.tokens(role)]) for role in ("actor", "target", "place", "origin", "destination", "carrier", "holder", "cause", "weapon", "mover")}
    if _nature(tokens, reader) or (reading.frame.needs_violence and (PEACEFUL_DEATH.search(text) or not (VIOLENT_WORDS.search(text) or scene.recent))):
        got.keep = False
        return got
    weapon = _weapon(reading, scene, text)
    got.place, place_note = _place(reading, tokens, scene, reader)
    armed = kind.violent or kind.family in ("fighting", "control", "attack", "forces")
    got.actors = _parties([*tokens["actor"], *tokens["carrier"], *tokens["holder"], *tokens["cause"]], scene, reader, armed, kind.violent, actor=True)
    places_only = "place" in reading.frame.object and not {"person", "people"} & set(reading.frame.object)
    got.targets = _parties(tokens["target"], scene, reader, armed, kind.violent, actor=False, places_only=places_only)
    _movers(got, tokens, scene, reader)
    got.targets = tuple(t for t in got.targets if all(t.name != a.name for a in got.actors) or t.sector == "civilians")
    if reading.frame.symmetric:
        got.targets = tuple(t for t in got.targets if all(t.name != a.name for a in got.actors))
    _opponent(got, reading, scene)
    if reading.frame.id == "contested.operation" and not got.targets:
        _aimed_at(got, reading, scene, reader)
    got.route = _route(tokens, scene, reader)
    if reading.kind == "displacement":
        _complete_route(got, reading, scene, reader)
    if reading.frame.modal and (name := scene.cast.speaker(scene.offset + reading.trigger.idx)):
        actor = scene.cast.register.names.get(name)
        got.actors = (Party(name=name, sector=actor.sector if actor else "other", key=actor.id if actor else None),)
    if got.place is None and got.kind in FROM_CONTEXT and got.route is None and (before := scene.lately()) is not None:
        got.place, place_note = before, "place told before"
    if got.place is None and got.route is not None:
        got.place = got.route.origin or got.route.destination
    got.kind = _retype(reading, got, weapon, tokens, scene, reader)
    got.figures = _figures(folded, scene, scene.kinds.family(got.kind), got)
    got.when = _when(reading, scene)
    if weapon is not None and scene.kinds.kinds[got.kind].violent:
        start, end, entry = weapon
        at, to = scene.prose.source(scene.offset + start, scene.offset + end)
        got.weapon = Normalised(start=at, end=to, text=scene.report.text[at:to], value=entry.id)
    setting = scene.setting()
    if setting is not None:
        notes.append(Because(part="setting", rule=f"stance/{setting.id}", note=setting.effect))
        got.keep = setting.effect != "drop"
        got.background = setting.effect == "background"
    if reading.frame.id == "abduction.hostage" and any(p.sector in ("state forces", "rebels", "militia", "police") for p in got.targets):
        got.kind = "arrest"
    if reading.kind in ("killing", "clash") or got.kind == "killing":
        got.kind = _deadly(got, scene)
    _toll(got, reading, scene)
    if _history(got.when, scene.report) or LONG_AGO.search(text) or (not scene.times and LONG_AGO.search(scene.paragraph())):
        got.background = True
    if place_note:
        notes.append(Because(part="place", rule=place_note, note=got.place.name if got.place else ""))
    notes.extend(_party_notes(got))
    if got.kind == "displacement" and reading.trigger.tag_ in ("VBP", "VBZ") and not (got.place or got.route or got.figures):
        got.keep = False
    if reading.frame.id == "killing.die" and reading.trigger.tag_ == "VBG" and not any(c.dep_ == "aux" for c in reading.trigger.children):
        got.keep = False
    if got.kind in ("killing", "attack_on_civilians") and reading.kind == "killing" and not (got.actors or got.figures) and scene.recent is not None:
        got.keep = got.keep and scene.recent_at < scene.offset
    got.keep = got.keep and _may_stand(got, reading, scene, tokens, reader)
    if got.keep and got.place is not None and got.place.kind in ("town", "site") and kind.family in ("fighting", "control", "attack"):
        scene.fought, scene.fought_at = got.place, scene.offset
    if got.keep and (got.kind in CAUSES or got.kind == "chemical_attack"):
        scene.recent, scene.recent_at = got, scene.offset + reading.start
    got.because = (*got.because, *notes)
    return got


FROM_CONTEXT = frozenset(["withdrawal", "siege", "clash", "air_strike", "shelling", "bombing", "suicide_bombing", "attack_on_civilians", "killing", "execution", "abduction", "torture", "sexual_violence", "arrest", "release", "looting_or_destruction", "contested", "disarmament", "evacuation"])
"""Kinds whose place is that of the sentence before when they name none."""
def _opponent(got: Gathered, reading: Reading, scene: Scene) -> None:
    """Whose attack was beaten off, when only one side is named: the other of the two sides of the report."""
    sides = [p for p in (*got.actors, *got.targets) if p.sector in ("state forces", "rebels", "militia") and p.key]
    if not reading.frame.id.startswith("clash.repel") or len(sides) != 1:
        return
    pair = scene.cast.pair()
    other = [p for p in pair if p.name != sides[0].name]
    if len(pair) == 2 and len(other) == 1:
        got.targets = (*got.targets, _anchored(other[0], scene))


def _aimed_at(got: Gathered, reading: Reading, scene: Scene, reader: Reader) -> None:
    """Against whom an operation is: the object of its aim ("an operation to clear the insurgents")."""
    aims = [o for v in reading.trigger.subtree if v.pos_ == "VERB" and v != reading.trigger for o in v.children if o.dep_ == "dobj"]
    parties = _parties(aims, scene, reader, True, True, actor=False)
    got.targets = tuple(p for p in parties if p.sector in ("state forces", "rebels", "militia") and all(p.name != a.name for a in got.actors))


def _complete_route(got: Gathered, reading: Reading, scene: Scene, reader: Reader) -> None:
    """Ends of a flight told beside it: where they hope to get, and the place of the fighting told just before."""
    origin, destination = (got.route.origin, got.route.destination) if got.route else (None, None)
    if destination is None:
        verbs = [v for v in reading.trigger.subtree if v.lemma_.lower() in ("reach", "get", "make", "head") and v != reading.trigger]
        goals = [o for v in verbs for o in v.subtree if o.dep_ in ("dobj", "pobj")]
        found = [m for token in goals if (m := reader.place_over(scene.cast.phrase(token)) or _inside(token, scene)) is not None]
        destination = _plain(found[0]) if found else None
    leaves = reading.trigger.lemma_.lower() in ("abandon", "leave", "flee", "escape")
    near = scene.fought is not None and scene.offset - scene.fought_at <= 2 * ONWARD
    if origin is None and leaves and near and scene.fought is not None and (destination is None or destination.key != scene.fought.key):
        origin = scene.fought
    if origin is not None or destination is not None:
        got.route = Route(origin=origin, destination=destination)


CAUSES = frozenset(("air_strike", "shelling", "bombing", "suicide_bombing", "attack_on_civilians", "clash"))
ONWARD = 450
"""Characters within which a toll still speaks of the attack told before it."""


def _toll(got: Gathered, reading: Reading, scene: Scene) -> None:
    """A toll without a doer belongs to the attack just told: its kind, doers and place."""
    hurt_only = got.kind == "killing" and reading.trigger.lemma_.lower() in ("wound", "injure", "hurt", "maim")
    _toll_of_recent(got, reading, scene)
    if hurt_only and got.kind == "killing":
        got.kind = "attack_on_civilians" if all(p.sector == "civilians" for p in got.targets) else "clash"


def _toll_of_recent(got: Gathered, reading: Reading, scene: Scene) -> None:
    if got.kind != "killing" or got.actors or got.weapon is not None or not got.figures or scene.recent is None:
        return
    at = scene.offset + reading.start
    if not 0 <= at - scene.recent_at <= ONWARD or "\n\n" in scene.prose.text[scene.recent_at : at]:
        return
    before = scene.recent
    if got.when.basis == "stated" and before.when != got.when:
        return
    if got.place is not None and before.place is not None and got.place.key != before.place.key and {got.place.kind, before.place.kind} <= {"town", "site"}:
        return
    got.kind, got.actors = before.kind, before.actors
    got.place = got.place or before.place
    if got.when == When():
        got.when = before.when
    got.because = (Because(part="kind", rule="toll of the attack before", note=before.kind),)


def apart(reading: Reading, scene: Scene, reader: Reader) -> list[Reading]:
    """One reading for each of several named places that one predicate takes ("captured Bazwaya and Shora respectively")."""
    for role in ("target", "place"):
        tokens = _unique([t for r in (reading, *reading.folded) for t in r.tokens(role)])
        named = [t for t in tokens if scene.is_place(t, reader) or (t.pos_ == "PROPN" and len(tokens) > 1 and any(scene.is_place(o, reader) for o in tokens) and "party" not in reader.classes(t) - {"name"})]
        if len(named) > 1 and len({t.idx for t in named}) == len(tokens):
            actors = reading.tokens("actor")
            shared = "respectively" in reading.trigger.doc.text and len(actors) == len(named)
            return [
                replace(reading, folded=[replace(r, roles={**r.roles, role: []}, near=[] if role == "place" else r.near) for r in reading.folded], roles={**reading.roles, role: [token], **({"actor": [actors[k]]} if shared else {})}, near=[] if role == "place" else reading.near)
                for k, token in enumerate(named)
            ]
    return [reading]


def _unique(tokens: list[Token]) -> list[Token]:
    return list({token.i: token for token in tokens}.values())


def _nature(tokens: dict[str, list[Token]], reader: Reader) -> bool:
    return any("nature" in reader.classes(token) for role in ("actor", "cause") for token in tokens[role])


# ------------------------------------------------------------------ parties


def _parties(tokens: Sequence[Token], scene: Scene, reader: Reader, armed: bool, violent: bool, *, actor: bool, places_only: bool = False) -> tuple[Party, ...]:
    found: list[Party] = []
    for token in _principals(tokens, scene if actor else None):
        if token.lower_ == "military" and token.dep_ in ("amod", "compound"):
            continue
        phrase = scene.cast.phrase(token)
        classes = reader.classes(token)
        covered = any(n.actor for n in phrase.named)
        if actor and not covered and not classes & {"party", "people", "person", "pronoun", "armed", "civil", "official"}:
            continue
        if not actor and not covered and classes & {"place", "site", "building", "vehicle"} and not classes & {"party", "people", "armed"}:
            owner = _owners(token, scene, reader)
            found.extend(owner)
            continue
        if not actor and "country" in classes and reader.place_over(phrase) is not None and armed:
            continue
        if phrase.head.lower_ in ("sides", "parties") and scene.cast.pair():
            found.extend(p for p in scene.cast.pair() if all(p.name != other.name for other in found))
            continue
        if token.lower_ == "it" and not actor and "place" in classes:
            continue
        if phrase.bare and (actor or not violent):
            continue
        if phrase.person and (any(scene.is_place(other, reader) for other in tokens) or (not actor and places_only)):
            continue
        party = scene.cast.party(phrase, armed=armed and actor)
        if party is None:
            continue
        party = _anchored(party, scene)
        if all(party.name != other.name for other in found):
            found.append(party)
    return tuple(found)


def _principals(tokens: Sequence[Token], scene: Scene | None) -> list[Token]:
    """Those for whom delegates of several parties act ("representatives of the army and the rebels"), else the tokens.

    With a scene (for doers), a deed that does something ("attacks by the group displaced …") gives way to its own doers.
    """
    found: list[Token] = []
    for token in tokens:
        several: list[Token] = []
        if scene is not None and token.pos_ == "NOUN" and "event" in scene.cast.phrase(token).senses:
            given = noun_arguments(token).prepositions
            found.extend([*given.get("by", []), *given.get("poss", []), *given.get("compound", [])])
            continue
        if token.lower_ in PROXIES:
            for child in token.children:
                if child.dep_ == "prep" and child.lower_ in ("of", "from"):
                    several = [t for grand in child.children if grand.dep_ == "pobj" for t in phrases(grand)]
        found.extend(several if len(several) > 1 else [token])
    return found


def _owners(token: Token, scene: Scene, reader: Reader) -> list[Party]:
    """Parties whose building or vehicle is hit: "a UN convoy", "an army base"."""
    phrase = scene.cast.phrase(token)
    for word in token.children:
        if word.dep_ in ("compound", "nmod", "poss", "amod") and word.i < token.i:
            role = scene.cast.senses.role([word.lower_])
            if role is not None and role.sector not in ("civilians", "other") and word.lower_ not in ("military", "general", "government", "ministry"):
                nation = next((n.nation for n in phrase.named if n.nation), None)
                actor = scene.cast.register.forces.get(f"{nation.iso3}:{role.sector}") if nation else None
                start, end = scene.offset + word.idx, scene.offset + word.idx + len(word)
                name = actor.name if actor else word.text
                return [_anchored(Party(name=name, start=start, end=end, sector=role.sector, country=nation.iso3 if nation else None, key=actor.id if actor else None), scene)]
    return []


def _movers(got: Gathered, tokens: dict[str, list[Token]], scene: Scene, reader: Reader) -> None:
    """Those who flee or return suffer it (targets), but a named person who leaves acts."""
    for party in _parties(tokens["mover"], scene, reader, False, False, actor=True):
        if party.name[:1].isupper() and party.key is None and " " in party.name:
            got.actors = (*got.actors, party)
        else:
            got.targets = (*got.targets, party)


def _anchored(party: Party, scene: Scene) -> Party:
    """The same party with its span in the page as read."""
    from msgspec.structs import replace as struct_replace

    if party.start is None or party.end is None:
        return party
    start, end = scene.prose.source(party.start, party.end)
    return struct_replace(party, start=start, end=end)


def _party_notes(got: Gathered) -> list[Because]:
    notes = []
    for part, parties in (("actors", got.actors), ("targets", got.targets)):
        for party in parties:
            rule = "actors/" + party.key if party.key else "roles/" + party.sector
            notes.append(Because(part=part, rule=rule, note=party.name, start=party.start, end=party.end))
    return notes


# ------------------------------------------------------------------ places


def _place(reading: Reading, tokens: dict[str, list[Token]], scene: Scene, reader: Reader) -> tuple[Place | None, str]:
    direct = [*tokens["place"], *tokens["target"]]
    for token in direct:
        mention = reader.place_over(scene.cast.phrase(token)) or _inside(token, scene)
        if mention is not None:
            return _site_of(token, mention, scene), "argument"
    near = [pair for r in (reading, *reading.folded) for pair in r.near]
    for name in PLACE_ORDER:
        for preposition, token in near:
            if preposition == name:
                mention = reader.place_over(scene.cast.phrase(token)) or _inside(token, scene)
                if mention is not None:
                    return _site_of(token, mention, scene), f"preposition {name}"
    for token in direct:
        if "name" in (classes := reader.classes(token)) and "place" in reading.frame.object and not {"person", "people"} & set(reading.frame.object):
            return _unresolved(scene.cast.phrase(token).text), "unresolved name"
        if {"crossing", "road"} & classes and {"crossing", "road"} & {*reading.frame.object, *reading.frame.subject} and token.lower_ != "it":
            named = _bare_place(scene.cast.phrase(token).text)
            if named:
                return _unresolved(named), "named road or crossing"
    for token in (*tokens["place"], *tokens["origin"], *(token for name, token in near if name in ("in", "at", "near", "outside"))):
        if "name" in reader.classes(token) and not scene.cast.phrase(token).role:
            return _unresolved(scene.cast.phrase(token).text), "unresolved name"
    mention = _within_clause(reading, scene)
    if mention is not None:
        return _plain(mention), "clause"
    inside = {m.key: m for s, e, m in scene.places if reading.start <= s and e <= reading.end and m.kind in ("town", "site")}
    if len(inside) == 1 and reading.kind in ("advance", "siege", "contested"):
        return _plain(next(iter(inside.values()))), "only place of the clause"
    for token in (*direct, *(token for _, token in near)):
        if _refers_to_place(token) and (town := scene.town_before(token)) is not None:
            return _site_of(token, town, scene) if token.lemma_.lower() in OWN_SITES else _plain(town), "earlier place"
    if any(child.lower_ == "there" for child in reading.trigger.children) and (town := scene.town_before(reading.trigger)) is not None:
        return _plain(town), "earlier place"
    return None, ""


def _unresolved(name: str) -> Place:
    return Place(name=name, key=f"name:{name.lower()}")


def _bare_place(text: str) -> str:
    """A road or crossing with a name of its own ("the Semera road"), without the article; empty for a plain noun."""
    bare = re.sub(r"^(?:the|a|an|its|their) ", "", text, flags=re.IGNORECASE)
    return bare if re.search(r"[A-Z]|\d", bare) else ""


def _refers_to_place(token: Token) -> bool:
    if token.lower_ == "it":
        return True
    return token.lemma_.lower() in GENERIC_PLACES and any(child.lower_ in ("the", "this", "that", "its") for child in token.children)


def _inside(token: Token, scene: Scene) -> PlaceMention | None:
    """A place named in a phrase before its head ("Kabul airport") or after it ("a market in Omdurman")."""
    phrase = scene.cast.phrase(token)
    for start, end, mention in scene.places:
        if phrase.start <= start and end <= phrase.end and mention.kind not in ("demonym",):
            return mention
    for child in token.children:
        if child.dep_ in ("prep", "appos"):
            left, right = child.left_edge, child.right_edge
            for start, end, mention in scene.places:
                if left.idx <= start and end <= right.idx + len(right) and mention.kind != "demonym" and child.lower_ in (*PLACE_ORDER[:10], "of", *(("with",) if token.lemma_ == "border" else ()), child.lower_ if child.dep_ == "appos" else "of"):
                    return mention
    return None


def _site_of(token: Token, mention: PlaceMention, scene: Scene) -> Place:
    """The site in a town ("the airport in Nyala") as a place of its own; else the place as mentioned."""
    word = token.lemma_.lower()
    if mention.kind in ("town", "admin1", "admin2") and word in OWN_SITES:
        covered = any(start <= token.idx < end for start, end, m in scene.places if m is mention)
        if not covered:
            name = f"{mention.name} {word}"
            return Place(name=name, key=f"name:{name.lower()}", lat=mention.lat, lon=mention.lon, country=mention.country, admin1=mention.admin1, kind="site", precision=max(mention.precision or 0.0, 15.0))
    return _plain(mention)


def _within_clause(reading: Reading, scene: Scene) -> PlaceMention | None:
    inside = [m for s, e, m in scene.places if reading.start <= s and e <= reading.end and m.kind != "demonym"]
    doc = reading.trigger.doc
    for mention_start, _, mention in [(s, e, m) for s, e, m in scene.places if m in inside]:
        token = next((t for t in doc if t.idx <= mention_start < t.idx + len(t)), None)
        while token is not None and token.dep_ in ("compound", "nmod", "appos", "conj") and token.head != token:
            token = token.head
        if token is not None and token.dep_ == "pobj" and token.head.lower_ in ("in", "at", "near", "outside", "around", "on", "across", "inside"):
            return mention
    return None


def _plain(mention: PlaceMention) -> Place:
    return Place(**{name: getattr(mention, name) for name in PLACE_FIELDS})


def _route(tokens: dict[str, list[Token]], scene: Scene, reader: Reader) -> Route | None:
    ends: dict[str, Place] = {}
    for role in ("origin", "destination"):
        for token in tokens[role]:
            mention = reader.place_over(scene.cast.phrase(token)) or _inside(token, scene)
            if mention is not None:
                ends[role] = _plain(mention)
                break
    return Route(origin=ends.get("origin"), destination=ends.get("destination")) if ends else None


# ------------------------------------------------------------------ kinds by what they hit and with what


def _weapon(reading: Reading, scene: Scene, text: str) -> tuple[int, int, Weapon] | None:
    starts = min(r.start for r in (reading, *reading.folded))
    ends = max(r.end for r in (reading, *reading.folded))
    found = [(s, e, w) for s, e, w in scene.arms.find(text) if starts <= s and e <= ends]
    if not found:
        return None
    return min(found, key=lambda item: abs(item[0] - reading.trigger.idx))


AIR = frozenset(("drone", "aircraft"))
HEAVY = frozenset(("artillery", "mortar", "rocket", "missile", "cluster munition", "white phosphorus"))
PLANTED = frozenset(("car bomb", "roadside bomb", "mine", "bomb", "grenade"))


def _retype(reading: Reading, got: Gathered, weapon: tuple[int, int, Weapon] | None, tokens: dict[str, list[Token]], scene: Scene, reader: Reader) -> str:
    kind = reading.kind
    arm = weapon[2].id if weapon else None
    if kind in ("capture", "control") and _counted_places(reading, tokens, scene):
        return "share"
    by_state = any(p.sector in ("state forces", "government") for p in got.actors)
    if kind == "bombing" and reading.trigger.lemma_.lower() == "bomb" and not reading.nominal and (arm in AIR or by_state):
        return "air_strike"
    if not (reading.frame.retype or kind in ("shelling", "killing")):
        return kind
    if kind == "killing" and (by := _killed_by(tokens, weapon, scene)):
        return by
    if arm in AIR and kind != "killing":
        return "air_strike"
    if arm == "chemical weapon":
        return "chemical_attack"
    if arm == "suicide vest":
        return "suicide_bombing"
    if kind == "shelling" or kind == "killing":
        return kind
    if arm in HEAVY:
        return "shelling"
    if arm in PLANTED:
        return "bombing"
    if reading.trigger.lemma_.lower() in ("strike",) and any(p.sector in ("state forces", "government") for p in got.actors):
        return "air_strike"
    if any(p.sector in ("state forces", "rebels", "militia", "police") for p in got.targets):
        return "clash"
    if any("site" in reader.classes(t) and t.lemma_.lower() in ("base", "barracks", "garrison", "position", "checkpoint", "post", "headquarters", "outpost", "airbase", "depot") for t in tokens["target"]):
        return "clash"
    if reading.trigger.lemma_.lower() == "ambush" and got.actors and not any(p.sector == "civilians" for p in got.targets):
        return "clash"
    return kind


def _killed_by(tokens: dict[str, list[Token]], weapon: tuple[int, int, Weapon] | None, scene: Scene) -> str | None:
    """The kind of attack where the doer of a killing is a weapon ("a mine killed two soldiers")."""
    if weapon is None:
        return None
    doers = [scene.cast.phrase(token) for role in ("actor", "cause") for token in tokens[role]]
    if not any(phrase.start <= weapon[0] and weapon[1] <= phrase.end for phrase in doers):
        return None
    arm = weapon[2].id
    return "air_strike" if arm in AIR else "shelling" if arm in HEAVY else "bombing" if arm in PLANTED else None


def _deadly(got: Gathered, scene: Scene) -> str:
    """Killing of soldiers on both sides is a clash; of several civilians by armed men, an attack on them."""
    armed = [p for p in got.targets if p.sector in ("state forces", "rebels", "militia", "police")]
    if got.kind == "killing" and len({p.sector for p in armed}) > 1:
        got.targets = tuple(p if p.key else scene.cast.side(p) for p in got.targets)
        return "clash"
    many = any((f.role == "killed") and (f.low or f.value or 0) >= 3 for f in got.figures)
    if got.kind == "killing" and many and got.actors and got.targets and all(p.sector == "civilians" for p in got.targets):
        return "attack_on_civilians"
    return got.kind


def _counted_places(reading: Reading, tokens: dict[str, list[Token]], scene: Scene) -> bool:
    for token in (*tokens["target"], *tokens["place"]):
        phrase = scene.cast.phrase(token)
        inside = [m for s, e, m in scene.places if phrase.start <= s and e <= phrase.end and m.kind not in ("country", "admin1", "region")]
        for start, end, figure in scene.figures:
            if phrase.start <= end and start <= phrase.end and not inside:
                total = figure.unit in AREAS or figure.of is not None
                if total or (reading.kind == "control" and figure.unit in SHARE_UNITS):
                    return True
        if any(child.dep_ in ("nummod", "quantmod") for child in token.children) and token.lower_ in ("thirds", "quarters", "percent", "%"):
            return True
    return False


# ------------------------------------------------------------------ figures and times


def _figures(folded: Sequence[Reading], scene: Scene, family: str, got: Gathered) -> tuple[Figure, ...]:
    start, end = min(r.start for r in folded), max(r.end for r in folded)
    found: list[Figure] = []
    for index, (at, to, figure) in enumerate(scene.figures):
        if index in scene.used:
            continue
        families = ROLE_FAMILIES.get(figure.role or "")
        inside = start <= at and to <= end
        if families is None:
            fits = inside and (figure.role is None) and _unit_fits(figure, got.kind, family)
        else:
            fits = family in families
            if not inside and fits:
                fits = figure.role in CASUALTY and len(scene.times) >= 0
        if fits:
            scene.used.add(index)
            found.append(figure)
    return tuple(found)


def _unit_fits(figure: Figure, kind: str, family: str) -> bool:
    unit = figure.unit or ""
    if family == "control":
        return unit in SHARE_UNITS or unit == "share"
    if family in ("movement", "detention", "unrest", "forces", "relief", "attack", "fighting", "abuse"):
        return unit in ("people", "households", "families", "soldiers", "troops", "civilians", "children", "tonnes", "tons", "trucks", "drones", "missiles", "rockets", "homes", "houses")
    return False


def _when(reading: Reading, scene: Scene) -> When:
    doc = reading.trigger.doc
    inside = [(s, e, t) for s, e, t in scene.times if t.type in ("DATE", "TIME") and (t.earliest or t.latest)]
    own = [item for item in inside if any(r.start <= item[0] and item[1] <= r.end for r in (reading, *reading.folded))]
    if own:
        best = min(own, key=lambda item: abs(item[0] - reading.trigger.idx))
        return _of_time(best[2])
    clause = reading.clause
    for start, _, time in inside:
        token = next((t for t in doc if t.idx <= start < t.idx + len(t)), None)
        steps = 0
        while token is not None and token.head != token and steps < 6:
            token, steps = token.head, steps + 1
            if token == clause or token == clause.head:
                return _of_time(time)
    return _published(reading, scene)


def _of_time(time: Time) -> When:
    basis = time.basis if time.basis != "unknown" else "stated"
    return When(earliest=time.earliest, latest=time.latest, basis=basis)


def _published(reading: Reading, scene: Scene) -> When:
    published = scene.report.published
    if published.latest is None:
        return When()
    verb = reading.clause
    present = verb.tag_ in ("VBZ", "VBP") or any(child.dep_ in ("aux", "auxpass", "cop") and child.lower_ in ("is", "are", "has", "have", "remains", "'s", "'re", "'ve") for child in verb.children)
    perfect = any(child.dep_ == "aux" and child.lower_ in ("has", "have", "'ve") for child in verb.children)
    if perfect:
        return When(latest=published.latest, basis="publication date")
    if present:
        return When(earliest=published.earliest, latest=published.latest, basis="publication date")
    return When()


def _history(when: When, report: Report) -> bool:
    if when.latest is None or report.published.earliest is None:
        return False
    try:
        gap = date.fromisoformat(report.published.earliest) - date.fromisoformat(when.latest)
    except ValueError:
        return False
    return gap.days > 180


# ------------------------------------------------------------------ may it stand


def _may_stand(got: Gathered, reading: Reading, scene: Scene, tokens: dict[str, list[Token]], reader: Reader) -> bool:
    kind = scene.kinds.kinds[got.kind]
    if reading.frame.modal:
        return bool(got.targets)
    if kind.group == "word":
        return bool(got.actors) and all(p.sector != "other" or p.key or " " in p.name for p in got.actors[:1])
    if got.kind in ("capture", "handover", "withdrawal"):
        return got.place is not None or _named_site(tokens, reader) or any(f.unit in SHARE_UNITS for f in got.figures)
    if got.kind == "control":
        return bool(got.actors) and (got.place is not None or _named_site(tokens, reader))
    if got.kind == "share":
        return bool(got.actors)
    if got.kind in ("contested", "closure", "opening", "siege"):
        return got.place is not None or bool(got.targets) or _named_site(tokens, reader)
    if got.kind in ("talks", "ceasefire") and reading.nominal and reading.frame.happens:
        return True
    if got.kind in ("talks", "visit", "agreement", "deployment", "recognition", "sanction", "recruitment", "disarmament"):
        return bool(got.actors or got.targets)
    if not reading.nominal and reading.trigger.tag_ not in ("VBP", "VBZ") and kind.family in ("abuse", "detention", "movement", "forces", "attack") and any(tokens[role] for role in ("target", "mover", "origin", "destination")):
        return True
    if kind.violent and got.kind not in ("clash", "riot", "shelling", "air_strike"):
        return bool(got.targets or got.place or got.figures or (got.actors and not reading.nominal) or _hit(tokens, reader) or _beside(reading, reader))
    if got.kind in ("clash", "shelling", "air_strike") and reading.nominal and reading.trigger.dep_ in ("nsubj", "nsubjpass"):
        return True
    if got.kind in ("shelling", "air_strike", "suicide_bombing") and not reading.nominal:
        return True
    if got.kind in ("closure", "opening", "ceasefire", "restriction") and not reading.nominal:
        return True
    return bool(got.actors or got.targets or got.place or got.figures or got.route)


def _named_site(tokens: dict[str, list[Token]], reader: Reader) -> bool:
    return any({"place", "site", "crossing"} & reader.classes(token) for role in ("target", "place") for token in tokens[role])


def _hit(tokens: dict[str, list[Token]], reader: Reader) -> bool:
    return any({"building", "site", "vehicle", "place"} & reader.classes(token) for token in tokens["target"])


def _beside(reading: Reading, reader: Reader) -> bool:
    if reading.frame.id in ("killing.toll", "killing.bodies"):
        return False
    return any(name in ("in", "at", "near", "outside", "inside") and {"building", "site", "vehicle", "place"} & reader.classes(token) for name, token in reading.near)
