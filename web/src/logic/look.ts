/** How things look and how the same is said: hue is the holder, pattern the status, opacity the age of the evidence. */
import { age, stale } from "./clocks";
import type { CrossingState, Day, Holding } from "./model";

export type Pattern = "solid" | "hatched" | "dots" | "crossed" | "hollow";
export type Theme = "light" | "dark";

const HUES: Record<Theme, readonly string[]> = {
  light: ["#b3402f", "#2d6fb3", "#3a8752", "#8557a6", "#a8690a", "#1f8a8c", "#a34d7d", "#6f6f2c"],
  dark: ["#e8806f", "#74aef0", "#6fc08a", "#bb94dc", "#e0aa55", "#5cc3c5", "#dd8ab8", "#b5b565"],
};
const NOBODY: Record<Theme, string> = { light: "#7b818b", dark: "#9aa2ad" };

/** The colour of a holder: by its place in the list of holders, so that it stays the same from day to day. */
export function hue(controller: string | null, controllers: readonly string[], theme: Theme): string {
  const position = controller === null ? -1 : controllers.indexOf(controller);
  if (position < 0) return NOBODY[theme];
  const named = HUES[theme][position];
  return named ?? `hsl(${Math.round((position * 137.5) % 360)}, 42%, ${theme === "light" ? 42 : 68}%)`;
}

export function pattern(row: Holding): Pattern {
  if (row.contested_by.length > 0) return "crossed";
  return ({ evidenced: "solid", inferred: "hatched", "claimed by party": "dots", unknown: "hollow" } as const)[row.status];
}

export const PATTERN_WORDS: Record<Pattern, string> = {
  solid: "evidenced",
  hatched: "inferred",
  dots: "claimed by the party only",
  crossed: "contested",
  hollow: "holder unknown",
};

/** 1 for fresh evidence, down to .4 for evidence older than a year. */
export function opacity(row: Holding, on: Day): number {
  const days = age(row, on);
  if (days === null) return 0.55;
  return days <= 30 ? 1 : days <= 90 ? 0.8 : days <= 365 ? 0.6 : 0.45;
}

/** The state of a place in one sentence, for people who do not see the map. */
export function said(row: Holding, on: Day): string {
  const holder = row.controller ? `held by ${row.controller}` : "holder unknown";
  const status = row.status === "unknown" ? "" : `, ${row.status}`;
  const contest = row.contested_by.length ? `, contested by ${row.contested_by.join(" and ")}` : "";
  return holder + status + contest + (stale(row, on) ? ", old evidence" : "");
}

export const GATE_SIGNS: Record<CrossingState, string> = { open: "○", closed: "✕", partial: "◐" };
export const GATE_WORDS: Record<CrossingState, string> = { open: "open", closed: "closed", partial: "partly open" };

/** "attack_on_civilians" → "attack on civilians". */
export function plain(kind: string): string {
  return kind.replaceAll("_", " ");
}

/** What a confidence means, in words; it is about the reading, never about the truth of the claim. */
export function confidenceWords(value: number): string {
  const tenths = Math.round(value * 10);
  if (value >= 1) return "judged by a person";
  return `of ten readings like this, about ${tenths} ${tenths === 1 ? "is" : "are"} right; says nothing on whether the claim is true`;
}
