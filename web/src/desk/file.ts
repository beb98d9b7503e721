/** The desk of the static picture: everything stands in the file. */
import type { Areas, Crossing, Day, DayCount, Disagreement, Event, Found, Holding, Label, Meta, Movement, Quotation, Toll, WorldLine } from "../logic/model";
import type { Desk } from "./desk";

export interface FileData {
  meta: Meta;
  on: Day | null;
  known: Day | null;
  holdings: Holding[];
  crossings: Crossing[];
  movements: Movement[];
  events: Event[];
  disagreements: Disagreement[];
  quotations: Quotation[];
  why: Record<string, string[]>;
  world: WorldLine[];
  areas: Areas;
  labels: Label[];
}

export class FileDesk implements Desk {
  readonly live = null;
  private readonly byId: Map<string, Quotation>;

  constructor(private readonly data: FileData) {
    this.byId = new Map(data.quotations.map((one) => [one.claim.id, one]));
  }

  meta = async (): Promise<Meta> => this.data.meta;
  holdings = async (): Promise<Holding[]> => this.data.holdings;
  crossings = async (): Promise<Crossing[]> => this.data.crossings;
  movements = async (known: Day | null): Promise<Movement[]> => this.data.movements.filter((one) => this.told(one.claims, known));
  events = async (known: Day | null): Promise<Event[]> => this.data.events.filter((one) => this.told(one.claims, known));
  disagreements = async (known: Day | null): Promise<Disagreement[]> => this.data.disagreements.filter((one) => one.sides.every((side) => this.told(side.claims, known)));
  quotations = async (ids: readonly string[]): Promise<Quotation[]> => ids.map((id) => this.byId.get(id)).filter((one): one is Quotation => one !== undefined);
  why = async (_sort: string, id: string): Promise<string[]> => this.data.why[id] ?? [];
  world = async (): Promise<WorldLine[]> => this.data.world;
  areas = async (): Promise<Areas> => this.data.areas;
  labels = async (): Promise<Label[]> => this.data.labels;

  async event(id: string): Promise<Event> {
    const found = this.data.events.find((one) => one.id === id);
    if (!found) throw new Error("This event is not in the file.");
    return found;
  }

  async days(known: Day | null): Promise<DayCount[]> {
    const counts = new Map<Day, DayCount>();
    const add = (day: Day | null, what: "events" | "claims"): void => {
      if (!day) return;
      const row = counts.get(day) ?? { day, events: 0, claims: 0 };
      row[what] += 1;
      counts.set(day, row);
    };
    for (const one of this.data.quotations) if (this.told([one.claim.id], known)) add(one.claim.when.latest ?? one.claim.when.earliest, "claims");
    for (const one of await this.events(known)) add(one.when.latest ?? one.when.earliest, "events");
    return [...counts.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
  }

  async tolls(known: Day | null, _rule: string | null, role: string): Promise<Toll[]> {
    return (await this.events(known)).flatMap((one) => one.figures.filter((count) => count.role === role).map((count) => ({
      day: one.when.latest ?? one.when.earliest, known, low: count.low, best: count.best, high: count.high, event: one.id,
      place: one.place, rule: count.rule, claims: count.claims,
    })));
  }

  async search(words: string): Promise<Found> {
    const asked = words.toLowerCase().split(/\s+/).filter(Boolean);
    const holds = (text: string): boolean => { const low = text.toLowerCase(); return asked.every((word) => low.includes(word)); };
    const places = new Map([...this.data.holdings, ...this.data.crossings].map((row) => [row.place.key, row.place]));
    return {
      claims: this.data.quotations.filter((one) => holds(`${one.claim.evidence} ${one.title ?? ""} ${one.outlet ?? ""} ${one.claim.actors.map((party) => party.name).join(" ")}`)).slice(0, 100),
      reports: [],
      places: [...places.values()].filter((place) => holds(place.name)),
    };
  }

  /** Whether any of these claims was published by a day; an unknown day counts as now only. */
  private told(ids: readonly string[], known: Day | null): boolean {
    if (known === null) return true;
    return ids.some((id) => { const day = this.byId.get(id)?.published ?? null; return day !== null && day <= known; });
  }
}
