/** The two clocks: what was so on a day, as known on a day. Known day null means now: everything known, dated or not. */
import { between } from "./days";
import type { Clocked, Day, Holding, When } from "./model";

export const STALE_DAYS = 30;

export function validOn(row: Clocked, on: Day): boolean {
  return (row.valid_from === null || row.valid_from <= on) && (row.valid_to === null || on < row.valid_to);
}

export function knownOn(row: Clocked, known: Day | null): boolean {
  if (known === null) return row.known_to === null;
  return row.known_from !== null && row.known_from <= known && (row.known_to === null || known < row.known_to);
}

/** The rows that answer (day shown, as known on). */
export function asOf<T extends Clocked>(rows: readonly T[], on: Day, known: Day | null): T[] {
  return rows.filter((row) => validOn(row, on) && knownOn(row, known));
}

/** Rows by place, in their order. */
export function byPlace<T extends { place: { key: string } }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.place.key);
    if (group) group.push(row);
    else groups.set(row.place.key, [row]);
  }
  return groups;
}

const RANK: Record<Holding["status"], number> = { evidenced: 3, "claimed by party": 2, inferred: 1, unknown: 0 };

/** The one row that colours a place when several answer: surest status, then latest evidence, then id. */
export function leading(rows: readonly Holding[]): Holding | null {
  return [...rows].sort((a, b) => RANK[b.status] - RANK[a.status] || compare(b.last_evidence, a.last_evidence) || compare(a.id, b.id))[0] ?? null;
}

function compare(a: string | null, b: string | null): number {
  return (a ?? "") < (b ?? "") ? -1 : (a ?? "") > (b ?? "") ? 1 : 0;
}

/** Days between the last evidence and the day shown; null when the evidence has no day or is later. */
export function age(row: Clocked, on: Day): number | null {
  return row.last_evidence === null ? null : Math.max(0, between(row.last_evidence, on));
}

export function stale(row: Clocked, on: Day): boolean {
  const days = age(row, on);
  return days !== null && days > STALE_DAYS;
}

export interface Change { key: string; before: Holding | null; after: Holding | null }

/** Places whose holder, status or contest differs between two days, both as known on one day. */
export function changes(rows: readonly Holding[], from: Day, to: Day, known: Day | null): Change[] {
  const before = byPlace(asOf(rows, from, known));
  const after = byPlace(asOf(rows, to, known));
  const found: Change[] = [];
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const change = { key, before: leading(before.get(key) ?? []), after: leading(after.get(key) ?? []) };
    if (face(change.before) !== face(change.after)) found.push(change);
  }
  return found;
}

function face(row: Holding | null): string {
  return row ? JSON.stringify([row.controller, row.status, [...row.contested_by].sort()]) : "";
}

/** Whether something's days touch the window of `days` that ends on the day shown (0 = no limit, up to that day). */
export function inWindow(when: When, on: Day, days: number): boolean {
  const first = when.earliest ?? when.latest;
  const last = when.latest ?? when.earliest;
  if (first === null || last === null) return false;
  if (first > on) return false;
  return days === 0 || between(last, on) < days;
}
