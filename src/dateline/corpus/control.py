"""Who held which place, on two clocks, folded from claims.

For every place the claims that bear on control become *effects* (somebody takes it, holds it, leaves it, fights over it, has
its gain denied). For every day on which something about the place became known, the effects known by then are folded in order
of when they were so into a timeline; equal stretches of neighbouring timelines are joined into holdings. Nothing that became
known later can change an earlier timeline.

Rules, in words:

- Only asserted claims change control. Promised, threatened, expected, demanded, possible, hypothetical and negated ones
  change nothing; a denial opposes.
- Every effect has a *voice*: a party's word about its own gain is its own; what the losing side admits is conceded; all else
  comes from outside. A party's own word is *claimed by party*; conceded and outside words are evidence.
- A gain that only the gainer tells and somebody denies leaves the place with the side that had it, contested by the claimant.
  A gain that a witness tells stands against any denial, which is kept as opposition.
- A claimed gain is borne out when the other side is told to have left within `BORNE_OUT_DAYS`, whatever was denied.
- Where reports from outside contradict each other on the same days, the side told by more origins has it, and the place is
  contested; one origin is one voice, however many outlets copied it.
- A report of a mere state cannot undo a change reported for the days just before it (`STATE_PATIENCE`).
- Leaving names who left, not who came: without a taker the place is unknown.
- A fight makes a place contested for `CONTEST_DAYS` after its last day; it does not change who holds it. Who is attacked,
  besieged or driven out of a place is its *inferred* holder where nothing else is known, as is a government of its capital
  while it is told to hold anything.
- A city, its airport, its district and its province are different places and inherit nothing from each other.

`valid_from` is the first day on which it was so, `valid_to` the first day on which it no longer was (None = still).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from math import cos, hypot, radians
from typing import Literal

import msgspec

from dateline.corpus.clocks import two_clocks
from dateline.corpus.evidence import NEVER, Told
from dateline.model import Because, Claim, Day, Holding, HoldingStatus, Link, Party, Place, stable_id

CONTEST_DAYS = 7
"""A place counts as fought over this long after the last day on which fighting there is told."""
STATE_PATIENCE = 2
"""Days for which a report of a mere state cannot undo a reported change."""
BORNE_OUT_DAYS = 7
"""A claimed gain is borne out by the other side's leaving within so many days."""
DENIAL_DAYS = 3
"""A denial speaks of gains of the days around it."""
ARMED = frozenset({"state forces", "rebels", "militia", "police", "government", "international", "opposition"})
NO_CONTROL = frozenset({"country", "demonym", "water"})
"""Kinds of place that nobody holds as a whole."""
BIG = 60.0
"""A region known no better than to so many kilometres is too vague to colour."""
LATER_LOSS_DAYS = 60
"""Who is told to leave or lose a place within so many days had it, whoever denied it at the time."""
CAPITAL_KM = 20.0
"""What is told of places so near a capital is told of the capital for the purpose of inferring who has it."""
OUR = frozenset({"our", "his", "her", "its", "their", "my"})
HOME = re.compile(
    r"^(?:the )?(?:army|military|government|police|authorities|federal|national|security|state)\b"
    r"|\b\d+(?:st|nd|rd|th)\b.*\b(?:division|brigade|battalion|regiment|corps)\b|\binfantry division\b",
    re.IGNORECASE,
)
"""Names of bodies of the state in whose country they act."""
FOUGHT_OVER = "fought over, and nobody is reported to hold it"
BEARING = frozenset({"capture", "control", "withdrawal", "handover", "clash", "contested", "siege", "advance", "share"})
"""Kinds whose claims bear on who has a place."""
FIGHTS = frozenset({"clash", "contested", "siege", "advance"})
PART = re.compile(
    r"\b(?:much|most|many|parts?|half|some|several|almost all|two[- ]thirds|a (?:third|quarter)|outskirts|edges?|suburbs?|districts?|neighbou?rhoods?"
    r"|(?:\w+)?(?:north|south|east|west)ern (?:side|parts?|districts?|half|suburbs?|quarters?|bank|edge)|per cent|percent|streets?|quarters? of)\b|%",
    re.IGNORECASE,
)
"""A part of a place is not the place: who has it contests the rest."""
MUCH_OF = re.compile(r"\b(?:much|most|parts?|half|some|districts?|quarters?|outskirts|suburbs?) of\b", re.IGNORECASE)
"""The same, where the place is spelled otherwise than on the page."""
SourceSide = Callable[[Link, str | None], str | None]

EffectSort = Literal["loses", "takes", "holds", "fights", "denies"]
Voice = Literal["own", "conceded", "outside"]
RANK: dict[EffectSort, int] = {"loses": 0, "takes": 1, "holds": 2, "fights": 3, "denies": 4}


ONE_SIDE = {"eth-tplf": "eth-tdf", "ukr-dpr": "state:RUS", "ukr-lpr": "state:RUS"}
"""Named groups that hold ground for another side."""


def side_of(party: Party) -> str:
    """The side a party stands on: all state bodies of a country are one side, named groups are their own."""
    if party.key in ONE_SIDE:
        return ONE_SIDE[party.key]
    if party.sector in ("state forces", "government", "police") and party.country:
        return f"state:{party.country}"
    return party.key or party.name.casefold()


@dataclass(frozen=True, slots=True)
class Effect:
    """What one claim says about who controls its place, from `day` to `until` where it tells of a stretch."""

    sort: EffectSort
    day: Day | None
    party: Party | None
    told: Told
    voice: Voice = "outside"
    against: Party | None = None
    until: Day | None = None
    siege: bool = False

    @property
    def side(self) -> str | None:
        return side_of(self.party) if self.party else None

    @property
    def own(self) -> bool:
        return self.voice == "own"

    @property
    def gain(self) -> bool:
        return self.sort in ("takes", "holds")

    @property
    def order(self) -> tuple[str, int, bool, tuple[str, str, int, str]]:
        """Order of when it was so; on one day losses before gains, and gains before fights."""
        return self.day or NEVER, RANK[self.sort], self.own, self.told.order


@dataclass(slots=True)
class Segment:
    """A stretch of one holder inside one timeline."""

    party: Party | None
    status: HoldingStatus
    start: Day | None
    end: Day | None = None
    changed: bool = False
    support: list[Told] = field(default_factory=list)
    opposed: list[Told] = field(default_factory=list)
    fights: list[Effect] = field(default_factory=list)
    last: Day | None = None
    why: str = ""

    @property
    def side(self) -> str | None:
        return side_of(self.party) if self.party else None

    def support_by(self, effect: Effect) -> None:
        self.support.append(effect.told)
        self.last = max(filter(None, (self.last, _evidence_day(effect))), default=None)


def _evidence_day(effect: Effect) -> Day | None:
    return effect.until or effect.day or effect.told.page.known


# ------------------------------------------------------------------ claims to effects


def day_of(told: Told) -> Day | None:
    """The day from which a claim's statement is so: the last day of its range, never later than it was known."""
    when = told.claim.when
    day = when.latest or when.earliest
    if day is None:
        return told.page.known
    return min(day, told.page.known or day)


def first_day_of(told: Told) -> Day | None:
    """The first day of a stated stretch ("since May"), never later than it was known."""
    when = told.claim.when
    if when.earliest is None or when.basis not in ("stated", "relative to publication"):
        return day_of(told)
    return min(when.earliest, told.page.known or when.earliest)


def effects_of(told: Told, source_side: SourceSide) -> list[Effect]:
    """The effects of one claim; none for claims without a place, in another mood, or of undated history."""
    claim = told.claim
    place = claim.place
    if place is None or place.kind in NO_CONTROL or (place.kind == "region" and (place.precision or 0.0) > BIG):
        return []
    if told.history or (claim.background and claim.when.basis == "unknown"):
        return []
    if claim.stance == "denied":
        return _denials(told, source_side)
    if claim.stance != "asserted":
        return []
    speaker = speaker_side(told, source_side)
    armed = _named(_armed(claim.actors), place.country, speaker)
    if claim.kind not in FIGHTS and claim.when.basis == "unknown" and not any(party.key or party.country for party in (*armed, *claim.targets)):
        return []
    others = _named([party for party in claim.targets if party.sector in ARMED], place.country, speaker)
    if claim.kind == "share" or (claim.kind in ("capture", "control") and of_a_part(told)):
        return [Effect("fights", day_of(told), party, told, until=day_of(told)) for party in armed[:1]]
    if claim.kind in ("capture", "control"):
        return _gains(told, "takes" if claim.kind == "capture" else "holds", armed, others, speaker)
    if claim.kind == "handover":
        return _gains(told, "takes", others, armed, speaker)
    if claim.kind == "withdrawal":
        return [Effect("loses", day_of(told), party, told, _voice(speaker, None, party)) for party in armed[:1]]
    if claim.kind in FIGHTS:
        return _fights(told, armed, others)
    return []


def of_a_part(told: Told) -> bool:
    """Whether a claim speaks of a part of its place ("much of", "the eastern districts of"), by the words before its name."""
    place = told.claim.place
    if place is None or place.kind not in ("town", "admin1", "admin2"):
        return False
    before, found, _ = told.claim.evidence.partition(place.name)
    return PART.search(before[-40:]) is not None if found else MUCH_OF.search(before) is not None


def _gains(told: Told, sort: EffectSort, gainers: Sequence[Party], losers: Sequence[Party], speaker: str | None) -> list[Effect]:
    loser = losers[0] if losers else None
    if not gainers:
        return [Effect("loses", day_of(told), loser, told, _voice(speaker, None, loser))] if loser else []
    day = day_of(told) if sort == "takes" else first_day_of(told)
    until = day_of(told) if sort == "holds" else None
    return [Effect(sort, day, gainers[0], told, _voice(speaker, gainers[0], loser), loser, until)]


def _voice(speaker: str | None, gainer: Party | None, loser: Party | None) -> Voice:
    if speaker is None:
        return "outside"
    if gainer is not None and speaker == side_of(gainer):
        return "own"
    if loser is not None and speaker == side_of(loser):
        return "conceded"
    return "outside"


def _fights(told: Told, armed: Sequence[Party], others: Sequence[Party]) -> list[Effect]:
    claim, day = told.claim, day_of(told)
    start = first_day_of(told) if claim.kind == "siege" else day
    beaten_off = claim.outcome is not None and claim.outcome.value == "repelled"
    stormed = claim.kind == "clash" and claim.place is not None and claim.place.kind == "site"
    defender = others[0] if others and (claim.kind == "siege" or beaten_off or stormed) else None
    if defender is None and not others and claim.kind in ("siege", "advance"):
        defender = _state_under_attack(claim, armed)
    parties: Sequence[Party | None] = (*armed, *others) or (None,)
    return [
        Effect("fights", start, party, told, against=defender if party in armed else None, until=day, siege=claim.kind == "siege")
        for party in parties
    ]


def _state_under_attack(claim: Claim, attackers: Sequence[Party]) -> Party | None:
    """Whoever rebels of a country advance on without being named is taken to be its state."""
    country = claim.place.country if claim.place is not None and claim.place.kind in ("town", "site") else None
    if country is None or not attackers or any(party.country != country or side_of(party) == f"state:{country}" for party in attackers):
        return None
    return Party(name=f"forces of {country}", country=country, sector="state forces")


def _denials(told: Told, source_side: SourceSide) -> list[Effect]:
    claim = told.claim
    if claim.kind not in ("capture", "control", "withdrawal", "handover"):
        return []
    speaker = speaker_side(told, source_side)
    losers = [party for party in claim.targets if party.sector in ARMED]
    gainers = _armed(claim.actors)[:1] if claim.kind != "handover" else losers[:1]
    denier = losers[0] if losers and side_of(losers[0]) == speaker else _spokesman(told, speaker)
    return [Effect("denies", day_of(told), party, told, "own" if speaker else "outside", denier, siege=claim.kind == "withdrawal") for party in gainers]


def _spokesman(told: Told, side: str | None) -> Party | None:
    """The denying party, where a side speaks: named by its claims elsewhere, or by the country of its state."""
    if side is None:
        return None
    country = side.removeprefix("state:") if side.startswith("state:") else None
    name = told.claim.attribution[-1].name if told.claim.attribution else side
    return Party(name=name, country=country, sector="state forces" if country else "rebels", key=None if country else side)


def _armed(parties: Sequence[Party]) -> list[Party]:
    return [party for party in parties if party.sector in ARMED or (party.key and party.sector not in ("civilians", "media", "aid"))]


def _named(parties: Sequence[Party], country: str | None, speaker: str | None) -> list[Party]:
    """Parties that can be told apart from others, in order: "our forces" are the speaker's, "the army" the country's own.

    Those that are called by a mere noun ("troops", "fighters") and belong to nobody hold nothing.
    """
    found = []
    for party in parties:
        if not party.key and not party.country:
            words = party.name.casefold().split()
            if speaker is not None and words and words[0] in OUR:
                party = _of_side(party, speaker)
            elif country and words and HOME.search(party.name):
                party = msgspec.structs.replace(party, country=country, sector="state forces")
            elif not any(letter.isupper() for letter in party.name):
                continue
        found.append(party)
    return found


def _of_side(party: Party, side: str) -> Party:
    if side.startswith("state:"):
        return msgspec.structs.replace(party, country=side.removeprefix("state:"), sector="state forces")
    return msgspec.structs.replace(party, key=side)


def speaker_side(told: Told, source_side: SourceSide) -> str | None:
    """The side of the innermost source of a claim; None for the outlet's own voice and for outsiders."""
    country = told.claim.place.country if told.claim.place else None
    for link in reversed(told.claim.attribution):
        if link.role in ("speaker", "document"):
            return source_side(link, country)
    return None


# ------------------------------------------------------------------ effects to a timeline


@dataclass(slots=True)
class Fold:
    """One timeline being folded: all its effects, and the stretches so far."""

    effects: list[Effect]
    segments: list[Segment] = field(default_factory=list)
    _sorted: dict[EffectSort, tuple[list[Effect], list[Day], list[Effect]]] = field(default_factory=dict)

    @property
    def current(self) -> Segment | None:
        return self.segments[-1] if self.segments else None

    def near(self, sort: EffectSort, day: Day | None, before: int, after: int) -> list[Effect]:
        """Effects of a sort from so many days before a day to so many after; undated ones are always near."""
        if day is None:
            return [effect for effect in self.effects if effect.sort == sort]
        dated, days, undated = self._of_sort(sort)
        first, last = bisect_left(days, _after(day, -before)), bisect_right(days, _after(day, after))
        return dated[first:last] + undated

    def _of_sort(self, sort: EffectSort) -> tuple[list[Effect], list[Day], list[Effect]]:
        if sort not in self._sorted:
            own = [effect for effect in self.effects if effect.sort == sort]
            dated = [effect for effect in own if effect.day is not None]
            self._sorted[sort] = dated, [effect.day or "" for effect in dated], [effect for effect in own if effect.day is None]
        return self._sorted[sort]

    def denials_of(self, gain: Effect) -> list[Effect]:
        """Denials of a gain, and the other side's own word that it still has the place."""
        denied = [one for one in self.near("denies", gain.day, DENIAL_DAYS, DENIAL_DAYS) if one.side == gain.side and not one.siege]
        still = [
            one for one in self.near("holds", gain.day, 0, DENIAL_DAYS)
            if one.side != gain.side and one.told.order != gain.told.order and (one.until or "") >= (gain.day or "")
        ]  # fmt: skip
        return denied + still

    def borne_out(self, gain: Effect) -> bool:
        """Whether others tell of the gain too: that the side holds it, or that the other side has left."""
        left = [one for one in self.near("loses", gain.day, BORNE_OUT_DAYS, BORNE_OUT_DAYS) if one.side != gain.side and one.side is not None]
        told = [
            one for one in (*self.near("takes", gain.day, 1, STATE_PATIENCE), *self.near("holds", gain.day, 0, BORNE_OUT_DAYS))
            if one.side == gain.side and not one.own
        ]  # fmt: skip
        ahead = self.near("loses", gain.day, 0, LATER_LOSS_DAYS), self.near("takes", gain.day, 0, LATER_LOSS_DAYS)
        had = [one for one in ahead[0] if one.side == gain.side] + [
            one for one in ahead[1] if one.against is not None and side_of(one.against) == gain.side
        ]
        return bool(left or told or had)

    def origins_for(self, side: str | None, day: Day | None) -> int:
        """Independent origins that tell, from outside, that a side has the place on a day."""
        about = (*self.near("takes", day, 0, STATE_PATIENCE), *self.near("holds", day, 0, STATE_PATIENCE))
        return len({one.told.family for one in about if one.side == side and not one.own})


def timeline(effects: Iterable[Effect]) -> list[Segment]:
    """Fold effects into stretches of holding, in order of validity."""
    ordered = sorted(effects, key=lambda effect: effect.order)
    dated = [effect for effect in ordered if effect.day is not None]
    chosen = dated if any(effect.gain or effect.sort == "loses" for effect in dated) else _one_moment(ordered)
    fold = Fold(chosen)
    for effect in chosen:
        if effect.gain:
            _gain(fold, effect)
        elif effect.sort == "loses":
            _lose(fold, effect)
        elif effect.sort == "fights":
            _fight(fold, effect)
    for effect in chosen:
        if effect.sort == "denies":
            _deny(fold, effect)
    return [segment for segment in fold.segments if segment.end is None or segment.start != segment.end]


def _one_moment(effects: list[Effect]) -> list[Effect]:
    """Undated effects speak of one moment: the side that most origins and claims tell to have the place has it, others contest it."""
    votes: dict[str, tuple[set[str], int]] = {}
    for effect in effects:
        if effect.day is None and effect.gain and effect.side is not None:
            origins, claims = votes.get(effect.side, (set(), 0))
            votes[effect.side] = (origins | ({effect.told.family} if not effect.own else set()), claims + 1)
    if len(votes) < 2:
        return effects
    holder = max(sorted(votes), key=lambda side: (len(votes[side][0]), votes[side][1]))
    return [
        replace(effect, sort="fights") if effect.day is None and effect.gain and effect.side != holder else effect for effect in effects
    ]


def _gain(fold: Fold, effect: Effect) -> None:
    current = fold.current
    if current is not None and current.side == effect.side:
        _confirm(fold, current, effect)
        return
    denials = fold.denials_of(effect)
    sure = not effect.own or fold.borne_out(effect)
    if not sure and denials:
        _disputed(fold, effect, denials)
        return
    if current is not None and not _overrides(fold, current, effect, sure):
        current.opposed.append(effect.told)
        if not effect.own:
            current.fights.append(effect)
        return
    _start(fold, effect, sure)


def _confirm(fold: Fold, current: Segment, effect: Effect) -> None:
    current.support_by(effect)
    current.changed |= effect.sort == "takes"
    if current.status == "evidenced":
        return
    if not effect.own or fold.borne_out(effect):
        current.status = "evidenced"
    elif current.status == "inferred":
        current.status = "claimed by party"


def _start(fold: Fold, effect: Effect, sure: bool) -> None:
    current = fold.current
    fought = current is not None and current.why == FOUGHT_OVER
    if (current is None or fought) and effect.against is not None and effect.sort == "takes":
        if current is not None:
            current.end = current.start
        current = Segment(effect.against, "inferred", None, support=[effect.told], last=effect.day, why="named as the side that lost it")
        fold.segments.append(current)
    if current is not None:
        current.end = effect.day
    why = "the taking is reported" if effect.sort == "takes" else "the holding is reported"
    fresh = Segment(effect.party, "evidenced" if sure else "claimed by party", effect.day, changed=effect.sort == "takes", why=why)
    fresh.support_by(effect)
    if fought and effect.sort == "holds":
        fresh.fights = [one for one in fold.segments[-1].fights if one.side != fresh.side]
    fold.segments.append(fresh)


def _disputed(fold: Fold, effect: Effect, denials: list[Effect]) -> None:
    """A gain that only the gainer tells and somebody denies: it stays with the side that had it, contested.

    Where nothing is known of who had it, the claim is all there is: it is shown as that, contested by who denies it.
    """
    current = fold.current
    if current is not None and current.party is not None:
        current.opposed.append(effect.told)
        current.fights.append(effect)
        return
    witness = next((one for one in denials if one.gain and not one.own), None)
    if witness is not None:
        _start(fold, replace(witness, day=effect.day), sure=True)
        assert fold.current is not None
        fold.current.opposed.append(effect.told)
        fold.current.fights.append(effect)
        return
    _start(fold, effect, sure=False)
    assert fold.current is not None
    for denial in denials:
        fold.current.opposed.append(denial.told)
        fold.current.fights.append(replace(denial, day=effect.day, party=denial.party if denial.gain else denial.against))


def _overrides(fold: Fold, current: Segment, effect: Effect, sure: bool) -> bool:
    """Whether a gain by another side ends the current holding."""
    if current.status in ("inferred", "unknown") or current.party is None:
        return True
    if effect.day is None or current.start is None:
        return effect.sort == "takes" or not current.changed
    gap = _days(effect.day, current.start)
    if effect.sort == "holds":
        if effect.own or (current.changed and gap <= STATE_PATIENCE):
            return False
        return fold.origins_for(effect.side, effect.day) >= fold.origins_for(current.side, effect.day)
    if gap == 0:
        return (sure, True) > (current.status == "evidenced", current.changed)
    return not sure or fold.origins_for(effect.side, effect.day) >= fold.origins_for(current.side, effect.day)


def _lose(fold: Fold, effect: Effect) -> None:
    current = fold.current
    claimed = _claimed_before(fold, effect)
    if current is None and effect.told.claim.when.basis == "unknown":
        return  # raiders leave, too: without a day it is not told that they held the place
    if current is None:
        fold.segments.append(
            Segment(effect.party, "inferred", None, effect.day, support=[effect.told], last=effect.day, why="it left or lost the place")
        )
    elif current.side == effect.side or current.party is None:
        current.end = effect.day if current.party is not None else current.end
        current.support.append(effect.told)
        if current.party is None:
            return
    else:
        if current.party is not None:
            current.support_by(effect)
        return
    if claimed is not None:
        _start(fold, claimed, sure=True)
        assert fold.current is not None
        fold.current.start = effect.day
        fold.current.support.append(effect.told)
        fold.segments[-2].end = effect.day
        return
    besieger = _besieger(fold, effect)
    if besieger is not None:
        why = "the other side left while it stood before the place"
        fold.segments.append(Segment(besieger, "inferred", effect.day, support=[effect.told], last=effect.day, why=why))
        return
    fold.segments.append(Segment(None, "unknown", effect.day, support=[effect.told], last=effect.day, why="left, and nobody is reported to hold it"))


def _besieger(fold: Fold, effect: Effect) -> Party | None:
    """The one side that besieged the place when the other left."""
    sieges = {one.side: one.party for one in fold.near("fights", effect.day, CONTEST_DAYS, 0) if one.siege and one.against is not None}
    found = [party for side, party in sieges.items() if side != effect.side and party is not None]
    return found[0] if len(found) == 1 else None


def _claimed_before(fold: Fold, effect: Effect) -> Effect | None:
    """A gain claimed shortly before the other side left."""
    claims = [one for one in fold.near("takes", effect.day, BORNE_OUT_DAYS, 0) if one.side != effect.side]
    return claims[-1] if claims else None


def _fight(fold: Fold, effect: Effect) -> None:
    current = fold.current
    if current is None or current.party is None:
        _fight_for_nobodys(fold, effect)
        return
    before = current.changed and current.status == "evidenced" and _settled(current, effect)
    if current.side != effect.side and not before:
        current.fights.append(effect)
    if effect.party is not None:
        current.last = max(filter(None, (current.last, _evidence_day(effect))), default=None)


def _settled(current: Segment, fight: Effect) -> bool:
    """Whether a fight was over by the time the present holder was told to have the place."""
    last = fight.until or fight.day or NEVER
    if last != (current.start or ""):
        return last < (current.start or "")
    return any((told.page.known or NEVER) > (fight.told.page.known or NEVER) for told in current.support)


def _fight_for_nobodys(fold: Fold, effect: Effect) -> None:
    """A fight over a place that nobody is known to hold; who is besieged there is taken to hold it."""
    current = fold.current
    if effect.against is not None and side_of(effect.against) != effect.side:
        if current is not None:
            current.end = effect.day
        held = Segment(effect.against, "inferred", effect.day, support=[effect.told], last=effect.day, why="it is attacked there")
        held.fights = [effect, *(current.fights if current is not None and current.why == FOUGHT_OVER else [])]
        fold.segments.append(held)
    elif current is None:
        fold.segments.append(Segment(None, "unknown", effect.day, support=[effect.told], fights=[effect], last=effect.day, why=FOUGHT_OVER))
    else:
        current.fights.append(effect)


def _deny(fold: Fold, effect: Effect) -> None:
    """Keep a denial beside the holding that it denies."""
    for segment in fold.segments:
        if segment.side != effect.side or segment.party is None:
            continue
        near = effect.day is None or segment.start is None or abs(_days(effect.day, segment.start)) <= DENIAL_DAYS
        if near and effect.told not in segment.opposed and effect.told not in segment.support:
            segment.opposed.append(effect.told)


def _days(later: Day, earlier: Day) -> int:
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days


def _after(day: Day, days: int) -> Day:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


# ------------------------------------------------------------------ a timeline to holdings


@dataclass(frozen=True, slots=True)
class Stretch:
    """A slice of a segment with one set of opponents: what becomes a holding."""

    party: Party | None
    status: HoldingStatus
    valid_from: Day | None
    valid_to: Day | None
    contested_by: tuple[Party, ...]
    claims: tuple[str, ...]
    opposed_by: tuple[str, ...]
    last_evidence: Day | None
    why: str


def stretches(segment: Segment, others: Sequence[Party] = ()) -> list[Stretch]:
    """Cut a segment where fighting over it starts and ends. `others` are the parties met at the place, for fights without a name."""
    bounds: list[tuple[Day | None, Day | None]] = []
    for fight in segment.fights:
        if fight.day is None:
            bounds.append((segment.start, segment.end))
        else:
            first = max(fight.day, segment.start or fight.day)
            last = min(_after(fight.until or fight.day, CONTEST_DAYS + 1), segment.end or NEVER)
            bounds.append((first if first != segment.start else segment.start, None if last == NEVER else last))
    cuts = sorted({day for pair in bounds for day in pair if day is not None and _inside(day, segment)})
    edges: list[Day | None] = [segment.start, *cuts, segment.end]
    slices = [_slice(segment, bounds, start, end, others) for start, end in pairwise(edges)]
    return [one for one in slices if one.contested_by or segment.why != FOUGHT_OVER]


def _inside(day: Day, segment: Segment) -> bool:
    return (segment.start is None or day > segment.start) and (segment.end is None or day < segment.end)


def _slice(
    segment: Segment, bounds: list[tuple[Day | None, Day | None]], start: Day | None, end: Day | None, others: Sequence[Party]
) -> Stretch:
    fights = [
        fight
        for fight, (first, last) in zip(segment.fights, bounds, strict=True)
        if (first is None or end is None or first < end) and (last is None or start is None or last > start)
    ]
    against = {side_of(fight.party): fight.party for fight in fights if fight.party is not None}
    if fights and not against:
        against = {side_of(party): party for party in others if side_of(party) != segment.side} or {"": Party(name="unnamed")}
    claims = sorted({told.claim.id for told in segment.support} | {fight.told.claim.id for fight in fights if fight.sort == "fights"})
    opposed = sorted({told.claim.id for told in segment.opposed})
    return Stretch(
        segment.party, segment.status, start, end, tuple(against[side] for side in sorted(against)), tuple(claims), tuple(opposed),
        segment.last, segment.why,
    )


def holdings(
    told: Sequence[Told],
    source_side: SourceSide,
    names: Callable[[Party], str] | None = None,
    capitals: Mapping[str, Place] | None = None,
) -> list[Holding]:
    """All holdings of all places, ordered by place and clocks.

    `names` gives the name to show for a party; `capitals` the capital of a country by its code, which its government is
    taken to hold while it is told to hold or fight for any place and nothing is told of the capital itself.
    """
    by_place: dict[str, list[Effect]] = {}
    places: dict[str, Place] = {}
    for one in sorted(told, key=lambda each: each.order):
        for effect in effects_of(one, source_side):
            place = one.claim.place
            assert place is not None
            by_place.setdefault(place.key, []).append(effect)
            places.setdefault(place.key, place)
    name = names or (lambda party: party.name)
    result: list[Holding] = []
    for key in sorted(by_place):
        result.extend(_holdings_of(places[key], by_place[key], name))
    if capitals:
        result.extend(_capitals(by_place, places, told, capitals, name))
    return result


def _holdings_of(place: Place, effects: list[Effect], name: Callable[[Party], str]) -> list[Holding]:
    def fold(visible: list[Effect]) -> list[Stretch]:
        met = {effect.side: effect.party for effect in visible if effect.party is not None}
        others = [met[side] for side in sorted(filter(None, met))]
        return [stretch for segment in timeline(visible) for stretch in stretches(segment, [one for one in others if one])]

    def row(stretch: Stretch, known_from: Day | None, known_to: Day | None) -> Holding:
        return _holding(place, stretch, known_from, known_to, name)

    rows = two_clocks(effects, lambda effect: effect.told, fold, row)
    return sorted(rows, key=lambda row: (row.known_from or "", row.known_to or NEVER, row.valid_from or "", row.id))


def _capitals(
    by_place: Mapping[str, list[Effect]],
    places: Mapping[str, Place],
    told: Sequence[Told],
    capitals: Mapping[str, Place],
    name: Callable[[Party], str],
) -> list[Holding]:
    """Inferred holdings of capitals of which nothing is told, by governments that are told to hold or fight elsewhere at home."""
    by_country: dict[str, list[Effect]] = {}
    for key in sorted(by_place):
        country = places[key].country
        if country is not None and country in capitals:
            by_country.setdefault(country, []).extend(by_place[key])
    for one in told:
        for party in (*one.claim.actors, *one.claim.targets):
            country = party.country
            if country in by_country and side_of(party) == f"state:{country}" and one.claim.stance == "asserted" and _at_home(one, country):
                by_country[country].append(Effect("fights", day_of(one), party, one))
    result: list[Holding] = []
    for country in sorted(by_country):
        result.extend(_capital(country, capitals[country], by_country[country], name))
    return result


def _at_home(told: Told, country: str) -> bool:
    """Whether a claim speaks of its party in its own country, or nowhere in particular."""
    place = told.claim.place
    return (place is None or place.country == country) and not told.claim.background


def _capital(country: str, capital: Place, effects: list[Effect], name: Callable[[Party], str]) -> list[Holding]:
    def fold(visible: list[Effect]) -> list[Stretch]:
        if any(_near(effect.told.claim.place, capital) for effect in visible if effect.told.claim.kind in BEARING):
            return []
        at_home = [effect for effect in visible if effect.side == f"state:{country}"]
        first = min(at_home, key=lambda effect: effect.order, default=None)
        if first is None:
            return []
        why = "its government is a party elsewhere, and nothing is told of its capital"
        return [Stretch(first.party, "inferred", first.day, None, (), (first.told.claim.id,), (), first.day, why)]

    def row(stretch: Stretch, known_from: Day | None, known_to: Day | None) -> Holding:
        return _holding(capital, stretch, known_from, known_to, name)

    return two_clocks(sorted(effects, key=lambda effect: effect.told.order), lambda effect: effect.told, fold, row)


def _near(place: Place | None, capital: Place) -> bool:
    if place is None or place.key == capital.key:
        return place is not None
    if None in (place.lat, place.lon, capital.lat, capital.lon):
        return False
    assert place.lat is not None and place.lon is not None and capital.lat is not None and capital.lon is not None
    return hypot(place.lat - capital.lat, (place.lon - capital.lon) * cos(radians(capital.lat))) * 111.2 <= CAPITAL_KM


def _holding(place: Place, stretch: Stretch, known_from: Day | None, known_to: Day | None, name: Callable[[Party], str]) -> Holding:
    controller = name(stretch.party) if stretch.party else None
    return Holding(
        id=stable_id("h", place.key, controller, stretch.status, stretch.valid_from, stretch.valid_to, known_from, known_to, *stretch.claims),
        place=place,
        controller=controller,
        status=stretch.status,
        valid_from=stretch.valid_from,
        valid_to=stretch.valid_to,
        known_from=known_from,
        known_to=known_to,
        contested_by=tuple(sorted({name(party) for party in stretch.contested_by})),
        claims=stretch.claims,
        opposed_by=stretch.opposed_by,
        last_evidence=stretch.last_evidence,
        because=(Because(part="controller", rule="control fold", note=stretch.why),),
    )
