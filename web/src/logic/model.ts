/** The records of the API, named as in the product's data model. Days are ISO strings, null is unknown or open. */

export type Day = string;
export type HoldingStatus = "evidenced" | "claimed by party" | "inferred" | "unknown";
export type CrossingState = "open" | "closed" | "partial";
export type RegionKind = "headline" | "dateline" | "byline" | "body" | "caption" | "teaser" | "navigation" | "boilerplate";
export type Decision = "accept" | "reject" | "correct" | "merge" | "split";

export const STANCES = [
  "asserted", "denied", "negated", "possible", "expected", "promised", "threatened", "demanded", "hypothetical",
] as const;
export type Stance = (typeof STANCES)[number];

export interface Place {
  name: string;
  key: string;
  geonameid: number | null;
  lat: number | null;
  lon: number | null;
  country: string | null;
  admin1: string | null;
  kind: string;
  precision: number | null;
}

export interface When { earliest: Day | null; latest: Day | null; basis: string }
export interface Party { name: string; country: string | null; sector: string; key: string | null }
export interface Figure {
  start: number; end: number; text: string;
  value: number | null; low: number | null; high: number | null;
  modifier: string | null; unit: string | null; role: string | null; of: number | null;
}
export interface Link { name: string; cue: string | null; role: string; anonymous: boolean; kind: string | null }
export interface Because { part: string; rule: string; note: string; start: number | null; end: number | null }
export interface Route { from: Place | null; to: Place | null }
export interface Normalised { text: string; value: string }

export interface Claim {
  id: string;
  kind: string;
  start: number;
  end: number;
  evidence: string;
  actors: Party[];
  targets: Party[];
  place: Place | null;
  route: Route | null;
  when: When;
  figures: Figure[];
  weapon: Normalised | null;
  outcome: Normalised | null;
  attribution: Link[];
  stance: Stance;
  background: boolean;
  codes: { acled_event: string | null; acled_sub_event: string | null; plover_event: string | null; plover_mode: string | null };
  confidence: number;
  because: Because[];
  report: string | null;
}

export interface Count {
  rule: string; low: number | null; best: number | null; high: number | null;
  unit: string | null; role: string | null; claims: string[];
}

export interface Event {
  id: string; kind: string; claims: string[]; place: Place | null; when: When;
  actors: Party[]; targets: Party[]; figures: Count[];
  reports: number; stories: number; origins: number;
  codes: Claim["codes"];
}

export interface Side { value: string; claims: string[]; origins: number }
export interface Disagreement { id: string; slot: string; sides: Side[]; within_page: boolean; claims: string[]; question: string; weight: number }

/** What holdings and crossings share: four clock readings and the claims they rest on. */
export interface Clocked {
  id: string;
  place: Place;
  valid_from: Day | null;
  valid_to: Day | null;
  known_from: Day | null;
  known_to: Day | null;
  claims: string[];
  opposed_by: string[];
  last_evidence: Day | null;
}

export interface Holding extends Clocked { controller: string | null; status: HoldingStatus; contested_by: string[] }
export interface Crossing extends Clocked { side: string | null; state: CrossingState; by: string | null }
export interface Movement { id: string; from: Place | null; to: Place | null; when: When; figures: Count[]; claims: string[] }

export interface Region { start: number; end: number; kind: RegionKind; duplicate_of: number | null }
export interface ReportHead {
  id: string; title: string | null; outlet: string | null; published: Day | null; published_basis: string;
  language: string | null; source_id: string; version: number | null; claims: number;
}
export interface PlaceMention extends Place { start: number; end: number; text: string; alternatives: (Place & { score: number })[] }
export interface PageView {
  id: string; text: string; title: string | null; outlet: string | null; url: string | null;
  published: Day | null; published_basis: string; published_reason: string; version: number | null;
  raw_sha256: string; retrieved_at: string | null; regions: Region[]; claims: Claim[]; versions: string[];
  places?: PlaceMention[];
}
export interface Quotation {
  claim: Claim; outlet: string | null; title: string | null; published: Day | null;
  before: string; after: string; family: string | null; copies: number;
}
export interface Meta {
  version: string; counts: Record<string, number>;
  first_day: Day | null; last_day: Day | null; first_known: Day | null; last_known: Day | null;
  kinds: Record<string, number>; controllers: string[]; counting_rules: Record<string, string>;
  area: number[]; person: string; role: string; problems: number;
}
export interface DayCount { day: Day; events: number; claims: number }
export interface Problem { place: string; code: string; message: string }
export interface ReadJob {
  id: string; state: "waiting" | "reading" | "deriving" | "done" | "failed";
  done: number; total: number; reports: string[]; problems: Problem[]; message: string;
}
export interface ReadOrder { text?: string; html?: string; title?: string; url?: string; outlet?: string; published?: string; name?: string }
export interface Judgement {
  id: string; decision: Decision; subject: string; kind: string; reason: string; by: string; at: string;
  quotation: string; values: Record<string, unknown>; others: string[]; undoes: string | null;
}
export interface ReviewOrder {
  subject: string; decision: Decision; reason: string; values: Record<string, unknown>; others: string[]; seen: string | null;
}
export interface QueueItem { claim: Claim; doubt: number; consequence: number; rests: string[]; held_by: string | null; judged: Judgement | null }
export interface SourceRow {
  name: string; role: string; reports: number; claims: number; copies_given: number; copies_taken: number;
  contradicted: number; reliability: string | null;
}
export interface Toll {
  day: Day | null; known: Day | null; low: number | null; best: number | null; high: number | null;
  event: string; place: Place | null; rule: string; claims: string[];
}
export interface Found {
  claims: Quotation[]; reports: ReportHead[];
  places: { key: string; name: string; country: string | null; lat: number | null; lon: number | null }[];
}
export interface DiffLine { op: "same" | "gone" | "new"; text: string }
export interface Diff { older: string; newer: string; lines: DiffLine[] }
export interface WorldLine { kind: "coast" | "border" | "disputed"; line: [number, number][] }
export type Label = [name: string, lon: number, lat: number, rank: number];
export interface AreaFeature {
  type: "Feature"; id?: string | number; properties: Record<string, unknown> | null;
  geometry: { type: string; coordinates: unknown };
}
export interface Areas { type: "FeatureCollection"; features: AreaFeature[] }
