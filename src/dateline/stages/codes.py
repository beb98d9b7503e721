"""ACLED-style and PLOVER codes of each claim, from its kind, parties, weapon and outcome; words are coded as words."""

from __future__ import annotations

from dateline.clauses import kinds, weapons
from dateline.clauses.kinds import Kind
from dateline.clauses.weapons import Weapon
from dateline.model import Claim, Codes, Party, Report
from dateline.tools import Tools

EVENT_OF: dict[str, str] = {
    "Armed clash": "Battles", "Government regains territory": "Battles", "Non-state actor overtakes territory": "Battles",
    "Chemical weapon": "Explosions/Remote violence", "Air/drone strike": "Explosions/Remote violence",
    "Suicide bomb": "Explosions/Remote violence", "Shelling/artillery/missile attack": "Explosions/Remote violence",
    "Remote explosive/landmine/IED": "Explosions/Remote violence", "Grenade": "Explosions/Remote violence",
    "Sexual violence": "Violence against civilians", "Attack": "Violence against civilians",
    "Abduction/forced disappearance": "Violence against civilians",
    "Peaceful protest": "Protests", "Protest with intervention": "Protests", "Excessive force against protesters": "Protests",
    "Violent demonstration": "Riots", "Mob violence": "Riots",
    "Agreement": "Strategic developments", "Arrests": "Strategic developments", "Change to group/activity": "Strategic developments",
    "Disrupted weapons use": "Strategic developments", "Headquarters or base established": "Strategic developments",
    "Looting/property destruction": "Strategic developments", "Non-violent transfer of territory": "Strategic developments",
    "Other": "Strategic developments",
}  # fmt: skip
"""ACLED's 25 sub-event types and the event type each belongs to."""
REMOTE = frozenset(("air_strike", "shelling", "bombing"))
PROTESTERS = ("protester", "protestor", "demonstrator", "crowd", "marcher")


def read(report: Report, tools: Tools) -> Report:
    """Set the codes of every claim."""
    from msgspec.structs import replace

    index, arms = kinds.kinds(tools), weapons.weapons(tools)
    return replace(
        report,
        claims=tuple(replace(claim, codes=codes_of(claim, index.kinds[claim.kind], arms.by_id)) for claim in report.claims),
    )


def codes_of(claim: Claim, kind: Kind, arms: dict[str, Weapon]) -> Codes:
    """Codes of one claim. A deed that is threatened, promised or demanded is coded as the words it is."""
    weapon = arms.get(claim.weapon.value) if claim.weapon else None
    contexts = _contexts(claim, kind)
    words = _as_words(claim, kind)
    if words is not None:
        return Codes(plover_event=words[0], plover_mode=words[1], plover_contexts=contexts)
    sub_event = _sub_event(claim, kind, weapon)
    return Codes(
        acled_event=EVENT_OF.get(sub_event or ""),
        acled_sub_event=sub_event,
        plover_event=kind.plover,
        plover_mode=_mode(claim, kind, weapon),
        plover_contexts=contexts,
    )


def _as_words(claim: Claim, kind: Kind) -> tuple[str, str | None] | None:
    if kind.group == "word":
        return None
    if claim.stance == "threatened":
        return "THREATEN", "violence" if kind.violent else "restrict"
    if claim.stance == "promised":
        return ("CONCEDE", None) if kind.plover == "RETREAT" else ("AGREE", None)
    if claim.stance == "demanded":
        return "REQUEST", "yield" if kind.plover == "RETREAT" else "change"
    if claim.stance == "denied":
        return "REJECT", None
    return None


def _sub_event(claim: Claim, kind: Kind, weapon: Weapon | None) -> str | None:
    if claim.kind == "capture":
        return "Government regains territory" if _state(claim.actors) else kind.acled
    if claim.kind in ("killing", "attack_on_civilians"):
        if _protesters(claim.targets) and any(p.sector in ("police", "state forces") for p in claim.actors):
            return "Excessive force against protesters"
        if claim.kind == "killing" and weapon is not None and weapon.acled in EVENT_OF and EVENT_OF[weapon.acled].startswith("Explosions"):
            return weapon.acled
        if claim.kind == "killing" and any(p.sector in ("state forces", "rebels", "militia") for p in claim.targets):
            return "Armed clash"
    if claim.kind == "bombing" and weapon is not None and weapon.id in ("grenade",):
        return "Grenade"
    if claim.kind == "riot" and any("mob" in p.name.lower() for p in claim.actors):
        return "Mob violence"
    if claim.kind == "protest" and any(p.sector in ("police", "state forces") for p in claim.targets):
        return "Protest with intervention"
    return kind.acled


def _mode(claim: Claim, kind: Kind, weapon: Weapon | None) -> str | None:
    if claim.kind == "appointment_or_resignation" and "resign" not in claim.evidence and "step" not in claim.evidence:
        return None
    if weapon is None or kind.plover != "ASSAULT":
        return kind.mode
    if claim.kind in ("attack_on_civilians", "killing", "clash", *REMOTE):
        return weapon.mode
    return kind.mode


def _contexts(claim: Claim, kind: Kind) -> tuple[str, ...]:
    found = list(kind.contexts)
    if any(p.sector == "aid" for p in claim.targets) or claim.kind == "aid":
        found.append("human_security")
    if any(p.sector == "media" for p in claim.targets):
        found.append("rights_freedoms")
    if any("peacekeep" in p.name.lower() for p in (*claim.actors, *claim.targets)):
        found.append("peacekeeping")
    return tuple(dict.fromkeys(found))


def _state(parties: tuple[Party, ...]) -> bool:
    return bool(parties) and all(party.sector in ("state forces", "government", "police", "international") for party in parties)


def _protesters(parties: tuple[Party, ...]) -> bool:
    return any(word in party.name.lower() for party in parties for word in PROTESTERS)
