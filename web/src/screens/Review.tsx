/** The review queue: by doubt and consequence, every act by keyboard, nothing lost when two people meet. */
import { signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Refusal } from "../desk/desk";
import { plain } from "../logic/look";
import { STANCES, type Claim, type Event, type Judgement, type Party, type QueueItem, type ReviewOrder } from "../logic/model";
import { CORRECTABLE, draftOf, lastOn, lastOwn, order, valuesOf, type Correctable, type Draft } from "../logic/review";
import { desk, events, fault, meta, quotations, quote, refresh, show, tell, view } from "../state";
import { Facts, Quotes, Stance } from "../parts/Quote";
import { PageReading } from "../parts/PageReading";

const MOST = 100;
const REFILL_BELOW = 25;
const READ_AGREED = "read the sentence and agree";

const items = signal<QueueItem[]>([]);
const left = signal(0);
const log = signal<Judgement[]>([]);
const at = signal(0);
const mode = signal<"look" | "reject" | "correct" | "merge" | "split">("look");
const busy = signal(false);
const holder = signal<string | null>(null);
const clash = signal<{ mine: ReviewOrder; theirs: Judgement | null } | null>(null);
/** A claim sent here from elsewhere goes first. */
const wanted = signal<string | null>(null);

const current = (): QueueItem | null => items.value[at.value] ?? null;
const subjectOf = (): string | null => wanted.value ?? current()?.claim.id ?? null;

async function load(): Promise<void> {
  const live = desk().live;
  if (!live) return;
  const [queue, told] = await Promise.all([live.queue(MOST), live.log()]);
  const here = current()?.claim.id;
  items.value = queue.items.filter((one) => !pending.has(one.claim.id));
  left.value = queue.left - (queue.items.length - items.value.length);
  log.value = told;
  const again = items.value.findIndex((one) => one.claim.id === here);
  at.value = again >= 0 ? again : Math.min(at.value, Math.max(0, items.value.length - 1));
}

let later = 0;
/** The picture follows a decision at once, and once more when the ledger took longer. */
function follow(): void {
  clearTimeout(later);
  later = setTimeout(() => {
    refresh().catch(fault);
    later = setTimeout(() => refresh().catch(fault), 4000) as unknown as number;
  }, 250) as unknown as number;
}

let chain: Promise<void> = Promise.resolve();
const sending = signal(0);
/** Subjects of decisions that are on their way. */
const pending = new Set<string>();

/** The next item is on screen at once; decisions go to the server one after the other, and a refused one brings its item back. */
function judge(asked: ReviewOrder): void {
  const item = items.value.find((one) => one.claim.id === asked.subject) ?? null;
  clash.value = null;
  mode.value = "look";
  wanted.value = null;
  if (item) {
    items.value = items.value.filter((one) => one !== item);
    left.value = Math.max(0, left.value - 1);
    at.value = Math.max(0, Math.min(at.value, items.value.length - 1));
  }
  (document.activeElement as HTMLElement | null)?.blur();
  sending.value += 1;
  pending.add(asked.subject);
  chain = chain.then(() => send(asked, item)).finally(() => { sending.value -= 1; });
}

async function send(asked: ReviewOrder, item: QueueItem | null): Promise<void> {
  const live = desk().live;
  if (!live) return;
  try {
    const done = await live.judge(asked);
    pending.delete(asked.subject);
    tell(`${done.decision}: “${done.quotation.slice(0, 60)}”. u takes it back.`);
    log.value = [done, ...log.value];
    follow();
    if (items.value.length < Math.min(REFILL_BELOW, left.value)) await load();
  } catch (error) {
    pending.delete(asked.subject);
    if (item) {
      items.value = [item, ...items.value];
      left.value += 1;
    }
    wanted.value = asked.subject.startsWith("c") ? asked.subject : null;
    if (error instanceof Refusal && error.status === 409) await clashed(asked);
    else fault(error);
  }
}

/** Somebody decided meanwhile: both decisions are shown, one's own is kept. */
async function clashed(mine: ReviewOrder): Promise<void> {
  log.value = (await desk().live?.log()) ?? [];
  clash.value = { mine, theirs: lastOn(log.value, mine.subject) };
  mode.value = "look";
}

async function undo(): Promise<void> {
  await chain;
  const live = desk().live;
  const last = lastOwn(log.value, meta.value?.person ?? "");
  if (!live || busy.value) return;
  if (!last) return tell("There is nothing of yours to take back.");
  busy.value = true;
  try {
    await live.undo(last.id);
    tell(`Taken back: ${last.decision} of “${last.quotation.slice(0, 60)}”.`);
    await load();
    const back = items.value.findIndex((one) => one.claim.id === last.subject);
    if (back >= 0) at.value = back;
    follow();
  } catch (error) {
    fault(error);
  }
  busy.value = false;
}

function accept(): void {
  const subject = subjectOf();
  if (subject) judge(order(subject, "accept", READ_AGREED, seen(subject)));
}

function seen(subject: string): string | null {
  return lastOn(log.value, subject)?.id ?? null;
}

function go(steps: number): void {
  wanted.value = null;
  at.value = Math.max(0, Math.min(items.value.length - 1, at.value + steps));
  mode.value = "look";
}

/** Keys of this screen; the page's own keys come first. */
export const REVIEW_KEYS: Record<string, () => void> = {
  j: () => go(1), k: () => go(-1), a: accept, u: () => void undo(),
  r: () => { mode.value = "reject"; }, e: () => { mode.value = "correct"; }, m: () => { mode.value = "merge"; }, s: () => { mode.value = "split"; },
  Escape: () => { mode.value = "look"; clash.value = null; },
};

export function Review() {
  const ready = useSignal(false);
  useEffect(() => {
    const asked = view.peek().open;
    wanted.value = asked?.startsWith("claim:") ? asked.slice(6) : null;
    load().then(() => { ready.value = true; }, fault);
    const timer = setInterval(() => { if (mode.peek() === "look" && !busy.peek() && sending.peek() === 0) void load().catch(() => undefined); }, 20_000);
    return () => clearInterval(timer);
  }, []);
  const subject = subjectOf();
  useEffect(() => {
    holder.value = null;
    if (!subject) return;
    void quote([subject]);
    if (meta.peek()?.role !== "read") desk().live?.hold(subject).then((by) => { if (subjectOf() === subject) holder.value = by; }, () => undefined);
  }, [subject]);
  if (!ready.value) return <p class="soft pad" role="status">Fetching the queue…</p>;
  if (meta.value?.role === "read") return <p class="pad">Your token lets you read, not review.</p>;
  return (
    <div class="review">
      <Queue />
      <div class="review-main scroll">
        {subject ? <Item subject={subject} key={subject} /> : <p class="pad">Nothing is left to review.</p>}
        <Log />
      </div>
    </div>
  );
}

function Queue() {
  const box = useRef<HTMLOListElement>(null);
  useEffect(() => { box.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: "nearest" }); }, [at.value]);
  return (
    <nav class="queue" aria-label="Queue">
      <p class="queue-head"><strong data-left>{left.value}</strong> left, most doubtful and weightiest first{sending.value ? <span class="soft" data-sending> · sending {sending.value}</span> : null}</p>
      <ol ref={box} tabIndex={0} aria-label="Claims to review">
        {items.value.map((one, index) => (
          <li key={one.claim.id}>
            <button type="button" aria-current={wanted.value === null && index === at.value} onClick={() => { wanted.value = null; at.value = index; mode.value = "look"; }}>
              <span class="name">{plain(one.claim.kind)}</span> <span class="soft">{one.claim.place?.name ?? ""}</span>
              <span class="meter" title={`doubt ${one.doubt.toFixed(2)}, consequence ${one.consequence}`}><meter min={0} max={1} value={one.doubt} aria-label={`doubt ${one.doubt.toFixed(2)}`} /></span>
              {one.held_by && one.held_by !== meta.value?.person ? <span class="chip held">{one.held_by} is on it</span> : null}
              <span class="words">{one.claim.evidence}</span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Item({ subject }: { subject: string }) {
  const item = items.value.find((one) => one.claim.id === subject);
  const claim = item?.claim ?? quotations.value.get(subject)?.claim;
  if (!claim) return <p class="soft pad" role="status">Fetching the claim…</p>;
  const by = holder.value && holder.value !== meta.value?.person ? holder.value : null;
  const rests = item?.rests ?? [];
  return (
    <section class="item pad" aria-label="Claim under review" data-subject={subject}>
      <h2>{plain(claim.kind)} <Stance claim={claim} /></h2>
      {by ? <p class="warn" role="status">{by} is on this claim now.</p> : null}
      {clash.value?.mine.subject === subject ? <Clash /> : null}
      <Facts claim={claim} />
      {rests.length ? <p class="soft small">What rests on it: {restWords(rests)}.</p> : null}
      <div class="acts" role="group" aria-label="Decisions">
        <button type="button" class="primary" disabled={busy.value} onClick={accept}>Accept <kbd>a</kbd></button>
        {(["reject", "correct", "merge", "split"] as const).map((one) => (
          <button type="button" key={one} aria-pressed={mode.value === one} onClick={() => { mode.value = mode.value === one ? "look" : one; }}>{one[0]?.toUpperCase()}{one.slice(1)} <kbd>{one === "correct" ? "e" : one[0]}</kbd></button>
        ))}
        <button type="button" onClick={() => void undo()}>Undo <kbd>u</kbd></button>
      </div>
      {mode.value === "reject" ? <Reject subject={subject} /> : mode.value === "correct" ? <Correct claim={claim} /> : mode.value === "merge" || mode.value === "split" ? <Regroup claim={claim} split={mode.value === "split"} /> : null}
      <div class="on-page">{claim.report ? <Marked claim={claim} /> : <Quotes ids={[claim.id]} />}</div>
    </section>
  );
}

/** The page of the claim, with the claim marked, under the facts. */
function Marked({ claim }: { claim: Claim }) {
  useEffect(() => show({ mark: claim.id }), [claim.id]);
  return <PageReading id={claim.report as string} bare />;
}

const SORTS: Record<string, string> = { h: "holding", e: "event", g: "disagreement", x: "crossing", m: "movement" };
function restWords(ids: readonly string[]): string {
  const tally = new Map<string, number>();
  for (const id of ids) { const sort = SORTS[id[0] ?? ""] ?? "record"; tally.set(sort, (tally.get(sort) ?? 0) + 1); }
  return [...tally].map(([sort, count]) => `${count} ${sort}${count === 1 ? "" : "s"}`).join(", ");
}

function Clash() {
  const { mine, theirs } = clash.value as { mine: ReviewOrder; theirs: Judgement | null };
  return (
    <div class="clash" role="alert">
      <p><strong>Somebody decided meanwhile.</strong> Neither decision is lost.</p>
      <div class="two">
        <div><h3>Theirs</h3><p>{theirs ? `${theirs.decision} by ${theirs.by}: ${theirs.reason}` : "taken back"}</p>{theirs && Object.keys(theirs.values).length ? <pre>{JSON.stringify(theirs.values, null, 1)}</pre> : null}</div>
        <div><h3>Yours</h3><p>{mine.decision}: {mine.reason}</p>{Object.keys(mine.values).length ? <pre>{JSON.stringify(mine.values, null, 1)}</pre> : null}</div>
      </div>
      <button type="button" onClick={() => { clash.value = null; wanted.value = null; void load().catch(fault); }}>Keep theirs</button>{" "}
      <button type="button" onClick={() => judge({ ...mine, seen: theirs?.id ?? null })}>Put mine after theirs</button>
    </div>
  );
}

const REASONS = ["misread: not what the sentence says", "not about this conflict", "a threat, plan or wish, not a deed", "history, not news", "wrong parties"];

function Reject({ subject }: { subject: string }) {
  const reason = useSignal(REASONS[0] as string);
  return (
    <form class="form" onSubmit={(event) => { event.preventDefault(); judge(order(subject, "reject", reason.value, seen(subject))); }}>
      <Reason value={reason.value} choices={REASONS} onSet={(text) => { reason.value = text; }} />
      <button type="submit" class="primary">Reject</button>
    </form>
  );
}

function Reason({ value, choices, onSet }: { value: string; choices: readonly string[]; onSet: (text: string) => void }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => { field.current?.focus(); field.current?.select(); }, []);
  return (
    <label>Reason <input ref={field} class="reason" list="reasons" required maxLength={2000} value={value} onInput={(event) => onSet(event.currentTarget.value)} />
      <datalist id="reasons">{choices.map((one) => <option key={one} value={one} />)}</datalist>
    </label>
  );
}

/** Parties that have stood in any claim seen here, so that a typed name finds its key again. */
function knownParties(): Party[] {
  const claims = [...items.value.map((one) => one.claim), ...[...quotations.value.values()].map((one) => one.claim)];
  return claims.flatMap((one) => [...one.actors, ...one.targets]).filter((one) => one.key !== null);
}

function Correct({ claim }: { claim: Claim }) {
  const draft = useSignal<Draft>(draftOf(claim, "place"));
  const reason = useSignal("");
  const wrong = useSignal("");
  const set = (change: Partial<Draft>): void => { draft.value = { ...draft.value, ...change }; };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const made = valuesOf(claim, draft.value, knownParties());
    if ("wrong" in made) { wrong.value = made.wrong; return; }
    wrong.value = "";
    judge(order(claim.id, "correct", reason.value.trim() || `${draft.value.field} as the sentence says`, seen(claim.id), { values: made.values }));
  };
  const first = useRef<HTMLSelectElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <form class="form" onSubmit={submit}>
      <label>What is wrong <select ref={first} value={draft.value.field} onChange={(event) => { draft.value = draftOf(claim, event.currentTarget.value as Correctable); }}>
        {CORRECTABLE.filter((one) => one !== "figure" || claim.figures.length).map((one) => <option key={one} value={one}>{FIELD_WORDS[one]}</option>)}
      </select></label>
      <Field claim={claim} draft={draft.value} set={set} />
      <label>Reason <input class="reason" maxLength={2000} value={reason.value} placeholder={`${draft.value.field} as the sentence says`} onInput={(event) => { reason.value = event.currentTarget.value; }} /></label>
      {wrong.value ? <p class="warn" role="alert">{wrong.value}</p> : null}
      <button type="submit" class="primary">Correct</button>
    </form>
  );
}

const FIELD_WORDS: Record<Correctable, string> = { place: "place", actors: "who did it", targets: "to whom", when: "date", figure: "figure", stance: "stance", kind: "kind" };

function Field({ claim, draft, set }: { claim: Claim; draft: Draft; set: (change: Partial<Draft>) => void }) {
  switch (draft.field) {
    case "place": return <PlaceField draft={draft} set={set} />;
    case "when": return <><label>first day <input type="date" value={draft.first} onInput={(event) => set({ first: event.currentTarget.value })} /></label><label>last day <input type="date" value={draft.last} onInput={(event) => set({ last: event.currentTarget.value })} /></label></>;
    case "figure": return (
      <>
        {claim.figures.length > 1 ? <label>which <select value={draft.figure} onChange={(event) => set(draftOf(claim, "figure", Number(event.currentTarget.value)))}>{claim.figures.map((one, index) => <option key={index} value={index}>{one.text}</option>)}</select></label> : null}
        <label>number <input inputMode="decimal" value={draft.text} onInput={(event) => set({ text: event.currentTarget.value })} /></label>
        <label>at least <input inputMode="decimal" value={draft.low} onInput={(event) => set({ low: event.currentTarget.value })} /></label>
        <label>at most <input inputMode="decimal" value={draft.high} onInput={(event) => set({ high: event.currentTarget.value })} /></label>
      </>
    );
    case "stance": return <label>stance <select value={draft.text} onChange={(event) => set({ text: event.currentTarget.value })}>{STANCES.map((one) => <option key={one}>{one}</option>)}</select></label>;
    case "kind": return <label>kind <select value={draft.text} onChange={(event) => set({ text: event.currentTarget.value })}>{[...new Set([...Object.keys(meta.value?.kinds ?? {}), claim.kind])].sort().map((one) => <option key={one} value={one}>{plain(one)}</option>)}</select></label>;
    default: return (
      <label>names, parted by “;” <input list="parties" value={draft.text} onInput={(event) => set({ text: event.currentTarget.value })} />
        <datalist id="parties">{[...new Set(knownParties().map((one) => one.name))].sort().map((one) => <option key={one} value={one} />)}</datalist>
      </label>
    );
  }
}

/** A place by name; empty means that no place is told. */
function PlaceField({ draft, set }: { draft: Draft; set: (change: Partial<Draft>) => void }) {
  const found = useSignal<{ key: string; name: string; country: string | null; lat: number | null; lon: number | null }[]>([]);
  useEffect(() => {
    if (draft.text.trim().length < 2 || draft.text === draft.place?.name) { found.value = []; return undefined; }
    const timer = setTimeout(() => desk().search(draft.text.trim()).then((result) => { found.value = result.places.slice(0, 8); }, () => undefined), 200);
    return () => clearTimeout(timer);
  }, [draft.text]);
  return (
    <div class="placefield">
      <label>place <input value={draft.text} onInput={(event) => set({ text: event.currentTarget.value })} /></label>
      <ul class="plain">
        {found.value.map((one) => (
          <li key={one.key}><button type="button" class="row" onClick={() => set({ text: one.name, place: placeFrom(one) })}><span class="name">{one.name}</span><span class="soft">{one.country ?? ""} {one.lat?.toFixed(2)}, {one.lon?.toFixed(2)}</span></button></li>
        ))}
      </ul>
      <p class="soft small">{draft.text.trim() === "" ? "No place told." : draft.place ? `Will be: ${draft.place.name}, ${draft.place.country ?? "country unknown"}` : "Choose one of the places found."}</p>
    </div>
  );
}

function placeFrom(one: { key: string; name: string; country: string | null; lat: number | null; lon: number | null }): Claim["place"] {
  const known = items.value.map((item) => item.claim.place).find((place) => place?.key === one.key);
  const number = one.key.startsWith("gn:") ? Number(one.key.slice(3)) : null;
  return known ?? { ...one, geonameid: number, admin1: null, kind: "town", precision: null };
}

/** Merging the claim's event with others, or splitting claims off it. */
function Regroup({ claim, split }: { claim: Claim; split: boolean }) {
  const chosen = useSignal<ReadonlySet<string>>(new Set(split ? [claim.id] : []));
  const reason = useSignal(split ? "another happening" : "the same happening");
  const own = events.value.find((one) => one.claims.includes(claim.id));
  if (!own) return <p class="warn" role="status">This claim belongs to no event.</p>;
  const choices = split ? own.claims : nearby(own).map((one) => one.id);
  const toggle = (id: string): void => { const next = new Set(chosen.value); if (!next.delete(id)) next.add(id); chosen.value = next; };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!chosen.value.size) return tell(split ? "Choose the claims to split off." : "Choose what to merge it with.", true);
    judge(order(own.id, split ? "split" : "merge", reason.value, seen(own.id), { others: [...chosen.value] }));
  };
  return (
    <form class="form" onSubmit={submit}>
      <fieldset>
        <legend>{split ? `Claims to split off from this ${plain(own.kind)}` : `Events that are the same as this ${plain(own.kind)}`}</legend>
        {choices.map((id) => <label key={id} class="check"><input type="checkbox" checked={chosen.value.has(id)} onChange={() => toggle(id)} /> {split ? <ClaimWords id={id} /> : <EventWords id={id} />}</label>)}
        {choices.length < (split ? 2 : 1) ? <p class="soft">{split ? "It rests on this claim alone." : "No other event near it in kind, place and days."}</p> : null}
      </fieldset>
      <label>Reason <input class="reason" required maxLength={2000} value={reason.value} onInput={(event) => { reason.value = event.currentTarget.value; }} /></label>
      <button type="submit" class="primary">{split ? "Split" : "Merge"}</button>
    </form>
  );
}

function nearby(own: Event): Event[] {
  const day = own.when.latest ?? own.when.earliest;
  const score = (one: Event): number =>
    (one.kind === own.kind ? 2 : 0) + (one.place && one.place.key === own.place?.key ? 3 : 0) + (day && (one.when.latest ?? one.when.earliest) === day ? 1 : 0);
  return events.value.filter((one) => one.id !== own.id && score(one) >= 3).sort((a, b) => score(b) - score(a)).slice(0, 12);
}

function ClaimWords({ id }: { id: string }) {
  useEffect(() => void quote([id]), [id]);
  return <span>{quotations.value.get(id)?.claim.evidence ?? id}</span>;
}

function EventWords({ id }: { id: string }) {
  const one = events.value.find((event) => event.id === id);
  return <span>{one ? `${plain(one.kind)}, ${one.place?.name ?? "place unknown"}, ${one.when.latest ?? one.when.earliest ?? "day unknown"} (${one.reports} reports)` : id}</span>;
}

function Log() {
  const undone = new Set(log.value.map((one) => one.undoes).filter(Boolean));
  return (
    <details class="log pad">
      <summary>Log: {log.value.length} decision{log.value.length === 1 ? "" : "s"}, newest first; nothing is ever taken out</summary>
      <ol>
        {log.value.slice(0, 200).map((one) => (
          <li key={one.id} class={undone.has(one.id) ? "undone" : ""}>
            <span class="soft">{one.at.slice(0, 16).replace("T", " ")}</span> <strong>{one.undoes ? "took back" : one.decision}</strong> by {one.by}: {one.reason} <span class="soft">“{one.quotation.slice(0, 90)}”</span>
          </li>
        ))}
      </ol>
    </details>
  );
}
