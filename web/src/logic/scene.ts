/** What the map shows, apart from how it is drawn: the same scene goes to the WebGL map and to the drawn one. */
import { asOf, byPlace, inWindow, leading } from "./clocks";
import { countWords, rangeWords } from "./figures";
import { GATE_WORDS, hue, opacity, pattern, plain, said, type Pattern, type Theme } from "./look";
import type { Crossing, CrossingState, Day, Event, Holding, Movement, Place } from "./model";
import { arc, circle, type Point } from "./shapes";

interface Held { key: string; name: string; label: string; colour: string; pattern: Pattern; opacity: number; changed: boolean; chosen: boolean }
export interface Spot extends Held { lon: number; lat: number }
export interface Area extends Held { lon: number; lat: number; rings: Point[][][]; outlined: boolean }
export interface Gate { key: string; id: string; name: string; label: string; lon: number; lat: number; state: CrossingState; position: number; chosen: boolean }
export interface Arrow { id: string; label: string; line: Point[]; bearing: number; weight: number; stub: boolean; chosen: boolean }
export interface Dot { id: string; label: string; lon: number; lat: number; weight: number; chosen: boolean }
export interface Scene { spots: Spot[]; areas: Area[]; gates: Gate[]; arrows: Arrow[]; dots: Dot[] }

/** Outlines by place key: polygons, each a list of rings. */
export type Outlines = ReadonlyMap<string, Point[][][]>;

export interface SceneInput {
  holdings: readonly Holding[];
  crossings: readonly Crossing[];
  movements: readonly Movement[];
  events: readonly Event[];
  on: Day;
  known: Day | null;
  window: number;
  controllers: readonly string[];
  theme: Theme;
  outlines: Outlines;
  changed: ReadonlySet<string>;
  open: string | null;
  keep: (row: Holding) => boolean;
}

const WIDE = new Set(["admin1", "admin2", "region", "water"]);

/** A first-order area and the like is drawn as the area that is known, never as a pin. */
export function isArea(place: Place, outlines: Outlines): boolean {
  return outlines.has(place.key) || (WIDE.has(place.kind) && place.precision !== null && place.lat !== null);
}

export function scene(input: SceneInput): Scene {
  const spots: Spot[] = [];
  const areas: Area[] = [];
  for (const [key, rows] of byPlace(asOf(input.holdings, input.on, input.known).filter(input.keep))) {
    const row = leading(rows);
    if (!row || row.place.lat === null || row.place.lon === null) continue;
    const held = heldAs(key, row, input);
    const at = { lon: row.place.lon, lat: row.place.lat };
    if (isArea(row.place, input.outlines)) {
      const outline = input.outlines.get(key);
      areas.push({ ...held, ...at, rings: outline ?? [[circle([at.lon, at.lat], row.place.precision ?? 50)]], outlined: outline !== undefined });
    } else spots.push({ ...held, ...at });
  }
  return { spots, areas, gates: gates(input), arrows: arrows(input), dots: dots(input) };
}

function heldAs(key: string, row: Holding, input: SceneInput): Held {
  return {
    key, name: row.place.name, label: `${row.place.name}: ${said(row, input.on)}`,
    colour: hue(row.controller, input.controllers, input.theme), pattern: pattern(row), opacity: opacity(row, input.on),
    changed: input.changed.has(key), chosen: input.open === `place:${key}`,
  };
}

function gates(input: SceneInput): Gate[] {
  const found: Gate[] = [];
  for (const [key, rows] of byPlace(asOf(input.crossings, input.on, input.known))) {
    rows.forEach((row, index) => {
      if (row.place.lat === null || row.place.lon === null) return;
      const side = row.side ? `, ${row.side} side` : "";
      found.push({
        key, id: row.id, name: row.place.name, label: `${row.place.name}${side}: ${GATE_WORDS[row.state]}${row.by ? `, by ${row.by}` : ""}`,
        lon: row.place.lon, lat: row.place.lat, state: row.state, position: index - (rows.length - 1) / 2,
        chosen: input.open === `crossing:${row.id}` || input.open === `place:${key}`,
      });
    });
  }
  return found;
}

function located(place: Place | null): Point | null {
  return place && place.lon !== null && place.lat !== null ? [place.lon, place.lat] : null;
}

function arrows(input: SceneInput): Arrow[] {
  const found: Arrow[] = [];
  for (const one of input.movements) {
    if (!inWindow(one.when, input.on, Math.max(input.window, input.window && 30))) continue;
    const from = located(one.from);
    const to = located(one.to);
    const end = to ?? (from && ([from[0] + 0.7, from[1] + 0.7] as Point));
    const start = from ?? (to && ([to[0] - 0.7, to[1] + 0.7] as Point));
    if (!start || !end) continue;
    const people = one.figures[0] ? countWords(one.figures[0]) : "no number told";
    found.push({
      id: one.id, label: `${one.from?.name ?? "unknown"} to ${one.to?.name ?? "unknown"}: ${people}`, ...arc(start, end),
      weight: Math.min(5, 1.5 + Math.log10(1 + (one.figures[0]?.best ?? 0)) / 1.6), stub: !from || !to, chosen: input.open === `movement:${one.id}`,
    });
  }
  return found;
}

function dots(input: SceneInput): Dot[] {
  const found: Dot[] = [];
  for (const one of input.events) {
    const at = located(one.place);
    if (!at || !inWindow(one.when, input.on, input.window)) continue;
    const toll = one.figures.find((count) => count.role === "killed");
    const told = toll ? `, killed ${rangeWords(toll.low, toll.best, toll.high)}` : "";
    found.push({
      id: one.id, label: `${plain(one.kind)}, ${one.place?.name ?? ""}${told}`, lon: at[0], lat: at[1],
      weight: Math.min(3, Math.log10(1 + (toll?.best ?? 0))), chosen: input.open === `event:${one.id}`,
    });
  }
  return found;
}

