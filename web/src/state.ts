/** The page's state: one view (in the address bar), the data it asks for, and what follows from both. */
import { computed, effect, signal, batch } from "@preact/signals";
import { Refusal, type Desk } from "./desk/desk";
import { asOf, changes } from "./logic/clocks";
import { clamp, shift } from "./logic/days";
import type { Theme } from "./logic/look";
import type { AreaFeature, Crossing, Day, DayCount, Event, Holding, Label, Meta, Movement, Quotation, WorldLine } from "./logic/model";
import { scene as drawScene, type Outlines } from "./logic/scene";
import type { Point } from "./logic/shapes";
import { FIRST_VIEW, readView, written, type View } from "./logic/view";

export const view = signal<View>({ ...FIRST_VIEW });
export const meta = signal<Meta | null>(null);
export const holdings = signal<Holding[]>([]);
export const crossings = signal<Crossing[]>([]);
export const movements = signal<Movement[]>([]);
export const events = signal<Event[]>([]);
export const days = signal<DayCount[]>([]);
export const world = signal<WorldLine[]>([]);
export const labels = signal<Label[]>([]);
const shapesOf = signal<ReadonlyMap<string, AreaFeature>>(new Map());
/** Outlines of the places that anybody is said to hold. */
export const outlines = computed<Outlines>(() => {
  const found = new Map<string, Point[][][]>();
  for (const { place } of holdings.value) {
    const shape = found.has(place.key) ? undefined : shapesOf.value.get(place.key);
    if (shape) found.set(place.key, ringsOf(shape.geometry));
  }
  return found;
});
export const quotations = signal<ReadonlyMap<string, Quotation>>(new Map());
export const notice = signal<{ text: string; bad: boolean } | null>(null);
/** Goes up whenever people's decisions or new pages change what is derived. */
export const revision = signal(0);
export const loading = signal(true);
export const help = signal(false);
export const theme = signal<Theme>("light");

let source: Desk;
/** Above this many events the server is asked for the window only. */
const MANY_EVENTS = 5000;

export function desk(): Desk {
  return source;
}

export function show(change: Partial<View>): void {
  view.value = { ...view.value, ...change };
}

/** Says something to everybody, screen readers included. */
export function tell(text: string, bad = false): void {
  notice.value = { text, bad };
}

export function fault(error: unknown): void {
  const said = error instanceof Refusal ? `${error.title}${error.detail ? `: ${error.detail}` : ""}` : error instanceof Error ? error.message : String(error);
  tell(said, true);
}

/** First and last day that the strip can show. */
export const bounds = computed<[Day, Day]>(() => {
  const known = meta.value;
  const last = latest(known?.last_day, known?.last_known) ?? "2000-01-01";
  const first = known?.first_day ?? known?.first_known ?? last;
  return first < last ? [first, last] : [shift(last, -1), last];
});

function latest(...all: (Day | null | undefined)[]): Day | null {
  return all.filter((one): one is Day => Boolean(one)).sort().at(-1) ?? null;
}

export const span = computed<[Day, Day]>(() => view.value.span ?? usual());

/** The part of the strip where nearly everything lies: from the first half percent of the days told, with a margin. */
function usual(): [Day, Day] {
  const [first, last] = bounds.value;
  const turning = holdings.value.map((row) => row.valid_from ?? row.valid_to).filter((one): one is Day => one !== null).sort();
  const early = turning[Math.floor(turning.length * 0.02)];
  return early && early > first ? [clamp(shift(early, -30), first, last), last] : [first, last];
}

export const on = computed<Day>(() => view.value.on ?? bounds.value[1]);
const seenHolders: string[] = [];
/** Holders in the order of their colours: the most frequent first, later ones behind them, so that no colour changes on screen. */
export const controllers = computed<string[]>(() => {
  const tally = new Map<string, number>();
  for (const row of holdings.value) if (row.controller) tally.set(row.controller, (tally.get(row.controller) ?? 0) + 1);
  const ordered = [...tally.keys()].sort((a, b) => (tally.get(b) ?? 0) - (tally.get(a) ?? 0) || (a < b ? -1 : 1));
  seenHolders.push(...ordered.filter((name) => !seenHolders.includes(name)));
  return [...seenHolders];
});

export const keep = computed(() => {
  const { party, status } = view.value;
  return (row: Holding): boolean =>
    (party === null || row.controller === party || row.contested_by.includes(party)) &&
    (status === null || (status === "contested" ? row.contested_by.length > 0 : row.status === status));
});
export const held = computed(() => asOf(holdings.value, on.value, view.value.known).filter(keep.value));
export const gatesNow = computed(() => asOf(crossings.value, on.value, view.value.known));
export const eventsKept = computed(() => {
  const { kind, origins } = view.value;
  return events.value.filter((one) => (kind === null || one.kind === kind) && one.origins >= origins);
});
export const changed = computed(() => {
  const { since, known } = view.value;
  return since === null ? [] : changes(holdings.value, since, on.value, known);
});
export const scene = computed(() =>
  drawScene({
    holdings: holdings.value, crossings: crossings.value, movements: movements.value, events: eventsKept.value,
    on: on.value, known: view.value.known, window: view.value.window, controllers: controllers.value, theme: theme.value,
    outlines: outlines.value, changed: new Set(changed.value.map((one) => one.key)), open: view.value.open, keep: keep.value,
  }),
);

export function stepDay(days: number): void {
  const [first, last] = bounds.value;
  show({ on: clamp(shift(on.value, days), first, last) });
}

export function stepKnown(days: number): void {
  const [first, last] = knownBounds.value;
  const now = view.value.known ?? last;
  const next = shift(now, days);
  show({ known: next > last ? null : clamp(next, first, last) });
}

export const knownBounds = computed<[Day, Day]>(() => {
  const [, last] = bounds.value;
  return [meta.value?.first_known ?? bounds.value[0], meta.value?.last_known ?? last];
});

/** Fetches the sentences that are not here yet. */
export async function quote(ids: readonly string[]): Promise<void> {
  const missing = ids.filter((id) => !quotations.value.has(id));
  if (missing.length === 0) return;
  try {
    const found = await source.quotations(missing);
    quotations.value = new Map([...quotations.value, ...found.map((one) => [one.claim.id, one] as const)]);
  } catch (error) {
    fault(error);
  }
}

function ringsOf(geometry: { type: string; coordinates: unknown }): Point[][][] {
  if (geometry.type === "Polygon") return [geometry.coordinates as Point[][]];
  return geometry.type === "MultiPolygon" ? (geometry.coordinates as Point[][][]) : [];
}

/** Loads what everything needs, then the rest; the lists are usable before the map is. */
export async function start(from: Desk): Promise<void> {
  source = from;
  try {
    await refresh();
  } catch (error) {
    fault(error);
  }
  loading.value = false;
  followAddress();
  followKnown();
  const [lines, names, shapes] = await Promise.allSettled([source.world(), source.labels(), source.areas()]);
  batch(() => {
    if (lines.status === "fulfilled") world.value = lines.value;
    if (names.status === "fulfilled") labels.value = names.value;
    if (shapes.status === "fulfilled") {
      shapesOf.value = new Map(shapes.value.features.map((one) => [String(one.id ?? one.properties?.key ?? ""), one]));
    }
  });
}

/** Asks again for everything that people's decisions can change. */
export async function refresh(): Promise<void> {
  const [about, rows, gates] = await Promise.all([source.meta(), source.holdings(), source.crossings()]);
  batch(() => {
    meta.value = about;
    holdings.value = rows;
    crossings.value = gates;
    revision.value += 1;
  });
}

function followKnown(): void {
  let last = "";
  let timer = 0;
  effect(() => {
    const { known, rule, window: length } = view.value;
    const many = (meta.value?.counts.events ?? 0) > MANY_EVENTS;
    const first = many && length > 0 ? shift(on.value, -length) : null;
    const until = many ? on.value : null;
    const asked = JSON.stringify([known, rule, first, until, revision.value]);
    if (asked === last) return;
    last = asked;
    clearTimeout(timer);
    timer = setTimeout(() => void load(asked, () => last, known, rule, first, until), 180) as unknown as number;
  });
}

async function load(asked: string, now: () => string, known: Day | null, rule: string | null, first: Day | null, until: Day | null): Promise<void> {
  try {
    const [happened, moved, told] = await Promise.all([source.events(known, rule, first, until), source.movements(known), source.days(known)]);
    if (asked !== now()) return;
    batch(() => {
      events.value = happened;
      movements.value = moved;
      days.value = told;
    });
  } catch (error) {
    fault(error);
  }
}

function followAddress(): void {
  const stop = (at: View): string => JSON.stringify([at.screen, at.table, at.open, at.page]);
  let last = stop(view.peek());
  effect(() => {
    const address = written(view.value);
    const here = stop(view.value);
    if (address !== location.hash.slice(1)) {
      const target = address ? `#${address}` : location.pathname + location.search;
      if (here === last) history.replaceState(null, "", target);
      else history.pushState(null, "", target);
    }
    last = here;
  });
  addEventListener("hashchange", () => {
    view.value = readView(location.hash);
  });
}

