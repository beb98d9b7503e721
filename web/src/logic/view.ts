/** What is on screen, as one value that the address bar holds; the same address restores the same view exactly. */
import { isDay } from "./days";
import type { Day } from "./model";

export const SCREENS = ["map", "list", "disagreements", "tolls", "search", "review", "reading", "sources"] as const;
export type Screen = (typeof SCREENS)[number];
export const TABLES = ["places", "crossings", "events", "movements", "changes"] as const;
export type Table = (typeof TABLES)[number];

export interface View {
  screen: Screen;
  table: Table;
  /** Day shown; null until set: the last day of the ledger. */
  on: Day | null;
  /** As known on; null is now. */
  known: Day | null;
  /** The earlier day to compare with, when comparing. */
  since: Day | null;
  /** First and last day of the time strip. */
  span: [Day, Day] | null;
  /** Days of events shown up to the day shown; 0 is all. */
  window: number;
  /** What the panel shows: sort and id, such as place:gn:123. */
  open: string | null;
  /** The report whose page is drawn in the panel, and the claim marked on it. */
  page: string | null;
  mark: string | null;
  /** Middle and zoom of the map. */
  lens: [number, number, number] | null;
  party: string | null;
  status: string | null;
  kind: string | null;
  origins: number;
  rule: string | null;
  role: string;
  words: string;
  sort: string | null;
}

export const FIRST_VIEW: View = {
  screen: "map", table: "places", on: null, known: null, since: null, span: null, window: 30, open: null, page: null, mark: null,
  lens: null, party: null, status: null, kind: null, origins: 1, rule: null, role: "killed", words: "", sort: null,
};

/** The part of the address behind "#", without what stands as at first. */
export function written(view: View): string {
  const parts = new URLSearchParams();
  for (const key of Object.keys(FIRST_VIEW) as (keyof View)[]) {
    const text = asText(view[key]);
    if (text !== asText(FIRST_VIEW[key])) parts.set(key, text);
  }
  return parts.toString().replaceAll("%3A", ":").replaceAll("%2C", ",");
}

function asText(value: View[keyof View]): string {
  return value === null ? "" : Array.isArray(value) ? value.join(",") : String(value);
}

/** The view that an address asks for; what is not understood stays as at first. */
export function readView(address: string): View {
  const parts = new URLSearchParams(address.replace(/^#/, ""));
  const dayOf = (key: string): Day | null => { const text = parts.get(key) ?? ""; return isDay(text) ? text : null; };
  const wordOf = (key: string): string | null => parts.get(key) || null;
  return {
    screen: oneOf(SCREENS, parts.get("screen"), FIRST_VIEW.screen),
    table: oneOf(TABLES, parts.get("table"), FIRST_VIEW.table),
    on: dayOf("on"), known: dayOf("known"), since: dayOf("since"), span: spanOf(parts.get("span")),
    window: wholeOf(parts.get("window"), FIRST_VIEW.window, 0), open: wordOf("open"), page: wordOf("page"), mark: wordOf("mark"),
    lens: lensOf(parts.get("lens")), party: wordOf("party"), status: wordOf("status"), kind: wordOf("kind"),
    origins: wholeOf(parts.get("origins"), FIRST_VIEW.origins, 1), rule: wordOf("rule"), role: parts.get("role") || FIRST_VIEW.role,
    words: parts.get("words") ?? "", sort: wordOf("sort"),
  };
}

function oneOf<T extends string>(allowed: readonly T[], given: string | null, otherwise: T): T {
  return allowed.find((one) => one === given) ?? otherwise;
}

function spanOf(text: string | null): [Day, Day] | null {
  const [first = "", last = ""] = (text ?? "").split(",");
  return isDay(first) && isDay(last) && first < last ? [first, last] : null;
}

function lensOf(text: string | null): [number, number, number] | null {
  const [lon = NaN, lat = NaN, zoom = NaN] = (text ?? "").split(",").map((part) => (part === "" ? NaN : Number(part)));
  const sound = Math.abs(lon) <= 360 && Math.abs(lat) <= 90 && zoom >= 0 && zoom <= 24;
  return sound ? [lon, lat, zoom] : null;
}

function wholeOf(text: string | null, otherwise: number, least: number): number {
  const value = text === null ? NaN : Number(text);
  return Number.isInteger(value) && value >= least ? value : otherwise;
}
