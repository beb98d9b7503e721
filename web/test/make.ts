/** Records for tests. */
import type { Claim, Crossing, Event, Figure, Holding, Place } from "../src/logic/model";

export const place = (name: string, more: Partial<Place> = {}): Place => ({
  name, key: `t:${name}`, geonameid: null, lat: 10, lon: 20, country: "SDN", admin1: null, kind: "town", precision: 2, ...more,
});
export const holding = (name: string, more: Partial<Holding> = {}): Holding => ({
  id: `h_${name}_${more.valid_from ?? ""}_${more.known_from ?? ""}`, place: place(name), controller: "Army", status: "evidenced", valid_from: "2023-01-01",
  valid_to: null, known_from: "2023-01-02", known_to: null, contested_by: [], claims: ["c_1"], opposed_by: [], last_evidence: "2023-01-01", ...more,
});
export const crossing = (name: string, more: Partial<Crossing> = {}): Crossing => ({
  id: `x_${name}_${more.side ?? ""}`, place: place(name, { kind: "crossing" }), side: null, state: "open", by: null, valid_from: "2023-01-01", valid_to: null,
  known_from: "2023-01-01", known_to: null, claims: [], opposed_by: [], last_evidence: null, ...more,
});
export const figure = (more: Partial<Figure> = {}): Figure => ({
  start: 0, end: 1, text: "5", value: 5, low: 5, high: 5, modifier: null, unit: "people", role: "killed", of: null, ...more,
});
export const claim = (start: number, end: number, more: Partial<Claim> = {}): Claim => ({
  id: `c_${start}_${end}`, kind: "capture", start, end, evidence: "", actors: [], targets: [], place: null, route: null,
  when: { earliest: null, latest: null, basis: "unknown" }, figures: [], weapon: null, outcome: null, attribution: [], stance: "asserted",
  background: false, codes: { acled_event: null, acled_sub_event: null, plover_event: null, plover_mode: null }, confidence: 0.5, because: [], report: "r_1", ...more,
});
export const event = (id: string, more: Partial<Event> = {}): Event => ({
  id, kind: "clash", claims: ["c_1"], place: place("Town"), when: { earliest: "2023-02-01", latest: "2023-02-01", basis: "stated" }, actors: [], targets: [],
  figures: [], reports: 1, stories: 1, origins: 1, codes: claim(0, 1).codes, ...more,
});
