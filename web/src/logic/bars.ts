/** The histogram of the strip. */
import { between, shift } from "./days";

const BINS = 120;

export interface Bar { from: string; to: string; events: number; claims: number }

/** Events and claims of each stretch of the strip. */
export function bars(told: readonly { day: string; events: number; claims: number }[], first: string, last: string, most = BINS): Bar[] {
  const length = between(first, last) + 1;
  const count = Math.max(1, Math.min(most, length));
  const all: Bar[] = Array.from({ length: count }, (_, index) => ({
    from: shift(first, Math.floor((index * length) / count)), to: shift(first, Math.floor(((index + 1) * length) / count) - 1), events: 0, claims: 0,
  }));
  for (const one of told) {
    if (one.day < first || one.day > last) continue;
    const bar = all[Math.floor((between(first, one.day) * count) / length)];
    if (bar) { bar.events += one.events; bar.claims += one.claims; }
  }
  return all;
}
