/** Decisions about claims: how a correction is written, and what a conflict is. */
import type { Claim, Judgement, Party, Place, ReviewOrder, Stance } from "./model";
import { isDay } from "./days";

export const CORRECTABLE = ["place", "actors", "targets", "when", "figure", "stance", "kind"] as const;
export type Correctable = (typeof CORRECTABLE)[number];

export interface Draft {
  field: Correctable;
  /** What was typed: a name, names parted by ";", a number, a stance. */
  text: string;
  first: string;
  last: string;
  low: string;
  high: string;
  figure: number;
  place: Place | null;
}

/** A draft that stands for the claim as it was read. */
export function draftOf(claim: Claim, field: Correctable, figure = 0): Draft {
  const told = claim.figures[figure];
  const text: Record<Correctable, string> = {
    place: claim.place?.name ?? "", actors: names(claim.actors), targets: names(claim.targets), when: "",
    figure: told?.value?.toString() ?? "", stance: claim.stance, kind: claim.kind,
  };
  return {
    field, text: text[field], first: claim.when.earliest ?? "", last: claim.when.latest ?? "", figure,
    low: told?.low?.toString() ?? "", high: told?.high?.toString() ?? "", place: claim.place,
  };
}

const names = (parties: readonly Party[]): string => parties.map((one) => one.name).join("; ");

/** The judged values that a draft stands for, or the reason why there are none. */
export function valuesOf(claim: Claim, draft: Draft, known: readonly Party[]): { values: Record<string, unknown> } | { wrong: string } {
  switch (draft.field) {
    case "place":
      return { values: { place: draft.text.trim() ? draft.place : null } };
    case "actors":
    case "targets":
      return { values: { [draft.field]: parties(draft.text, [...claim.actors, ...claim.targets, ...known]) } };
    case "when": {
      if ([draft.first, draft.last].some((day) => day && !isDay(day))) return { wrong: "that is no day" };
      if (draft.first && draft.last && draft.first > draft.last) return { wrong: "the first day is after the last" };
      return { values: { when: { earliest: draft.first || null, latest: draft.last || null, basis: draft.first || draft.last ? "stated" : "unknown" } } };
    }
    case "figure":
      return figures(claim, draft);
    case "stance":
      return { values: { stance: draft.text as Stance } };
    case "kind":
      return draft.text ? { values: { kind: draft.text } } : { wrong: "choose a kind" };
  }
}

/** Parties by name; a name known from elsewhere keeps its key, country and sector. */
function parties(text: string, known: readonly Party[]): Party[] {
  return text.split(";").map((one) => one.trim()).filter(Boolean).map((name) => {
    const same = known.find((one) => one.name.toLowerCase() === name.toLowerCase());
    return { name, start: null, end: null, country: same?.country ?? null, sector: same?.sector ?? "other", key: same?.key ?? null } as Party;
  });
}

function figures(claim: Claim, draft: Draft): { values: Record<string, unknown> } | { wrong: string } {
  const numbers = [draft.text, draft.low, draft.high].map((text) => (text.trim() === "" ? null : Number(text)));
  if (numbers.some((value) => value !== null && !Number.isFinite(value))) return { wrong: "that is no number" };
  const [value = null, low = null, high = null] = numbers;
  if (low !== null && high !== null && low > high) return { wrong: "the lower bound is above the upper" };
  if (!claim.figures[draft.figure]) return { wrong: "this claim tells no figure" };
  const corrected = claim.figures.map((one, index) => (index === draft.figure ? { ...one, value, low: low ?? value, high: high ?? value } : one));
  return { values: { figures: corrected } };
}

/** The judgements that stand: neither taken back nor a taking back. */
export function standing(log: readonly Judgement[]): Judgement[] {
  const undone = new Set(log.map((one) => one.undoes).filter(Boolean));
  return log.filter((one) => !undone.has(one.id) && one.undoes === null);
}

/** One's own last judgement that stands, to take back; the log is newest first. */
export function lastOwn(log: readonly Judgement[], person: string): Judgement | null {
  return standing(log).find((one) => one.by === person) ?? null;
}

/** The last judgement on a subject, taken back or not: what a new one must have seen. */
export function lastOn(log: readonly Judgement[], subject: string): Judgement | null {
  return log.find((one) => one.subject === subject) ?? null;
}

export function order(subject: string, decision: ReviewOrder["decision"], reason: string, seen: string | null, more: Partial<ReviewOrder> = {}): ReviewOrder {
  return { subject, decision, reason, values: {}, others: [], seen, ...more };
}
