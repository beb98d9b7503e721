/** Calendar arithmetic on ISO days, in UTC so that no local clock can shift a day. */
import type { Day, When } from "./model";

const LENGTH = 86_400_000;
const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Days since 1970-01-01; NaN when it is no day. */
export function number(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / LENGTH;
}

export function day(count: number): Day {
  return new Date(count * LENGTH).toISOString().slice(0, 10);
}

/** Whether the text is a day that exists ("2023-02-30" does not). */
export function isDay(text: string): boolean {
  return SHAPE.test(text) && !Number.isNaN(number(text)) && day(number(text)) === text;
}

export function shift(from: Day, days: number): Day {
  return day(number(from) + days);
}

export function between(from: Day, to: Day): number {
  return number(to) - number(from);
}

export function clamp(value: Day, first: Day, last: Day): Day {
  return value < first ? first : value > last ? last : value;
}

const LONG = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** "20 Dec 2023"; empty for null. */
export function spoken(value: Day | null): string {
  return value ? LONG.format(new Date(number(value) * LENGTH)) : "";
}

/** A range of days in words; unknown is said. */
export function spokenWhen(when: When): string {
  if (when.earliest && when.latest && when.earliest !== when.latest) return `${spoken(when.earliest)} – ${spoken(when.latest)}`;
  return spoken(when.earliest ?? when.latest) || "day unknown";
}

/** "today", "3 days", "5 months", "2 years". */
export function spokenAge(days: number): string {
  if (days <= 0) return "that day";
  if (days < 60) return `${days} day${days === 1 ? "" : "s"}`;
  if (days < 730) return `${Math.round(days / 30.44)} months`;
  return `${Math.round(days / 365.25)} years`;
}
