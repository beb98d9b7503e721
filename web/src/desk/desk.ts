/** Where the page gets its data: a server, or the file that the page itself is. */
import type {
  Areas, Crossing, Day, DayCount, Diff, Disagreement, Event, Found, Holding, Judgement, Label, Meta, Movement, PageView, QueueItem,
  Quotation, ReadJob, ReadOrder, ReviewOrder, SourceRow, Toll, WorldLine,
} from "../logic/model";

export interface Desk {
  meta(): Promise<Meta>;
  days(known: Day | null): Promise<DayCount[]>;
  /** All rows of both clocks; the page itself asks them for a day. */
  holdings(): Promise<Holding[]>;
  crossings(): Promise<Crossing[]>;
  movements(known: Day | null): Promise<Movement[]>;
  events(known: Day | null, rule: string | null, first: Day | null, last: Day | null): Promise<Event[]>;
  event(id: string): Promise<Event>;
  disagreements(known: Day | null): Promise<Disagreement[]>;
  quotations(ids: readonly string[]): Promise<Quotation[]>;
  why(sort: "claims" | "holdings" | "events", id: string): Promise<string[]>;
  tolls(known: Day | null, rule: string | null, role: string): Promise<Toll[]>;
  search(words: string): Promise<Found>;
  world(): Promise<WorldLine[]>;
  areas(): Promise<Areas>;
  labels(): Promise<Label[]>;
  /** What only a server can do; null in the static picture. */
  live: Live | null;
}

export interface Live {
  page(id: string): Promise<PageView>;
  diff(id: string): Promise<Diff>;
  sources(): Promise<SourceRow[]>;
  rate(name: string, reliability: string, reason: string): Promise<void>;
  queue(limit: number): Promise<{ items: QueueItem[]; left: number }>;
  hold(claim: string): Promise<string | null>;
  log(): Promise<Judgement[]>;
  judge(order: ReviewOrder): Promise<Judgement>;
  undo(id: string): Promise<Judgement>;
  read(order: ReadOrder | File[]): Promise<ReadJob>;
  job(id: string): Promise<ReadJob>;
}

/** A refusal by the server, in its own words. */
export class Refusal extends Error {
  constructor(readonly status: number, readonly title: string, readonly detail: string, readonly body: Record<string, unknown> = {}) {
    super(detail || title);
  }
}
