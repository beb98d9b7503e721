/** Numbers with their ranges, in words and on a scale. */
import type { Count, Figure, Toll } from "./model";

const PLAIN = new Intl.NumberFormat("en-GB");

export function amount(value: number): string {
  return PLAIN.format(value);
}

/** "at least 5", "40–60", "about 300"; the words as told where there is no number. */
export function figureWords(figure: Figure): string {
  const unit = [figure.unit, figure.role].filter(Boolean).join(" ");
  const range = figure.value !== null ? amount(figure.value) : rangeWords(figure.low, null, figure.high) || figure.text;
  const of = figure.of !== null ? ` of ${amount(figure.of)}` : "";
  const modifier = figure.modifier && figure.modifier !== "vague" ? `${figure.modifier} ` : "";
  return `${modifier}${range}${of}${unit ? ` ${unit}` : ""}`;
}

export function rangeWords(low: number | null, best: number | null, high: number | null): string {
  const ends = low !== null && high !== null && low !== high ? `${amount(low)}–${amount(high)}` : "";
  if (best !== null) return ends ? `${amount(best)} (${ends})` : amount(best);
  if (ends) return ends;
  if (low !== null && high === null) return `${amount(low)} or more`;
  if (low === null && high !== null) return `up to ${amount(high)}`;
  return low !== null ? amount(low) : "";
}

export function countWords(count: Count): string {
  return [rangeWords(count.low, count.best, count.high), count.unit, count.role].filter(Boolean).join(" ");
}

export interface Sum { low: number; best: number; high: number; open: boolean; rows: number }

/** Tolls added up; a missing bound counts as the best number told, and an open upper end is said. */
export function summed(tolls: readonly Toll[]): Sum {
  const sum: Sum = { low: 0, best: 0, high: 0, open: false, rows: tolls.length };
  for (const toll of tolls) {
    const best = toll.best ?? toll.low ?? toll.high ?? 0;
    sum.low += toll.low ?? best;
    sum.best += best;
    sum.high += toll.high ?? best;
    sum.open ||= toll.high === null;
  }
  return sum;
}

export interface Bin { first: string; last: string; low: number; best: number; high: number; tolls: Toll[] }

/** Tolls by month, in order; those without a day are left to the list. */
export function byMonth(tolls: readonly Toll[]): Bin[] {
  const bins = new Map<string, Toll[]>();
  for (const toll of tolls) {
    if (toll.day) bins.set(toll.day.slice(0, 7), [...(bins.get(toll.day.slice(0, 7)) ?? []), toll]);
  }
  return [...bins.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([month, rows]) => {
    const { low, best, high } = summed(rows);
    return { first: `${month}-01`, last: `${month}-28`, low, best, high, tolls: rows };
  });
}

/** Round steps for an axis from 0 to at least `most`. */
export function ticks(most: number, wanted = 4): number[] {
  if (most <= 0) return [0, 1];
  const raw = most / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = Math.max(1, [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= raw) ?? 10 * power);
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => index * step);
}
