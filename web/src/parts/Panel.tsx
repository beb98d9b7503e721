/** Beside the map: what stands behind the thing that was chosen. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { asOf, leading, stale, age } from "../logic/clocks";
import { spoken, spokenAge, spokenWhen } from "../logic/days";
import { countWords } from "../logic/figures";
import { plain, said } from "../logic/look";
import type { Clocked, Crossing, Event } from "../logic/model";
import { changed, crossings, desk, events, fault, gatesNow, held, holdings, movements, on, quotations, revision, show, view } from "../state";
import { Band } from "./Band";
import { PageReading } from "./PageReading";
import { originsOf, Quotes } from "./Quote";
import { Gate, Holder, HolderSign } from "./Swatch";

export function Panel() {
  const { open, page } = view.value;
  return (
    <aside class="panel" id="panel" aria-label="Evidence" tabIndex={-1}>
      {page ? <PageReading id={page} /> : open && !open.startsWith("disagreement:") ? <Chosen open={open} /> : <Nothing />}
    </aside>
  );
}

function Chosen({ open }: { open: string }) {
  const at = open.indexOf(":");
  const [sort, id] = [open.slice(0, at), open.slice(at + 1)];
  return (
    <>
      <button type="button" class="close" aria-label="Close the evidence" onClick={() => show({ open: null, page: null, mark: null })}>✕</button>
      {sort === "place" ? <PlacePanel id={id} />
        : sort === "crossing" ? <CrossingPanel id={id} />
        : sort === "event" ? <EventPanel id={id} />
        : sort === "movement" ? <MovementPanel id={id} />
        : <><h2>Claim</h2><Quotes ids={[id]} /></>}
    </>
  );
}

/** Nothing chosen: the places of the day, which is also the way to them without the map. */
function Nothing() {
  const rows = [...held.value].sort((a, b) => (a.place.name < b.place.name ? -1 : 1));
  const differing = changed.value;
  return (
    <>
      <h2>Evidence</h2>
      <p class="soft">Choose a place on the map or here to read the sentences behind its colour.</p>
      {view.value.since !== null ? (
        <section aria-label="Changes">
          <h3>{differing.length} change{differing.length === 1 ? "" : "s"} since {spoken(view.value.since)}</h3>
          <ul class="plain">
            {differing.map((one) => (
              <li key={one.key}><button type="button" class="row" onClick={() => show({ open: `place:${one.key}` })}>
                <span class="name">{(one.after ?? one.before)?.place.name}</span> {one.before ? <Holder row={one.before} /> : <span class="soft">nothing known</span>} → {one.after ? <Holder row={one.after} /> : <span class="soft">nothing known</span>}
              </button></li>
            ))}
          </ul>
        </section>
      ) : null}
      <h3>{rows.length} places on {spoken(on.value)}</h3>
      <ul class="plain">
        {rows.slice(0, 300).map((row) => (
          <li key={row.id}><button type="button" class="row" onClick={() => show({ open: `place:${row.place.key}` })}>
            <HolderSign row={row} /><span class="name">{row.place.name}</span><span class="soft">{said(row, on.value)}</span>
          </button></li>
        ))}
      </ul>
      {gatesNow.value.length ? <h3>Crossings</h3> : null}
      <ul class="plain">
        {gatesNow.value.slice(0, 100).map((row) => (
          <li key={row.id}><button type="button" class="row" onClick={() => show({ open: `crossing:${row.id}` })}>
            <Gate state={row.state} /><span class="name">{row.place.name}</span>{row.side ? <span class="soft">{row.side} side</span> : null}
          </button></li>
        ))}
      </ul>
    </>
  );
}

function ageWords(row: Clocked, days: number | null): string {
  if (days === null || row.last_evidence === null) return "";
  if (row.last_evidence > on.value) return ", after the day shown";
  return days === 0 ? ", the day shown" : `, ${spokenAge(days)} before the day shown`;
}

function Clocks({ row }: { row: Clocked }) {
  const days = age(row, on.value);
  return (
    <dl class="facts">
      <div><dt>so since</dt><dd>{spoken(row.valid_from) || "an unknown day"}{row.valid_to ? ` until ${spoken(row.valid_to)}` : ""}</dd></div>
      <div><dt>known since</dt><dd>{spoken(row.known_from) || "an unknown day"}{row.known_to ? `, thought so until ${spoken(row.known_to)}` : ""}</dd></div>
      <div><dt>last evidence</dt><dd>{spoken(row.last_evidence) || "unknown"}{ageWords(row, days)}{stale(row, on.value) ? <strong class="stale"> old</strong> : null}</dd></div>
    </dl>
  );
}

/** Says so, and says otherwise, with how many independent origins each. */
function BothSides({ row }: { row: Clocked }) {
  return (
    <>
      <h3>Says so <Origins ids={row.claims} /></h3>
      <Quotes ids={row.claims} empty="No sentence: it follows from something else." />
      {row.opposed_by.length ? <><h3>Says otherwise <Origins ids={row.opposed_by} /></h3><Quotes ids={row.opposed_by} /></> : null}
    </>
  );
}

function Origins({ ids }: { ids: readonly string[] }) {
  const found = ids.map((id) => quotations.value.get(id)).filter((one) => one !== undefined);
  if (!found.length) return null;
  const count = originsOf(found);
  return <span class="soft">{ids.length} claim{ids.length === 1 ? "" : "s"}, {count} independent origin{count === 1 ? "" : "s"}</span>;
}

function Why({ sort, id }: { sort: "holdings" | "events"; id: string }) {
  const lines = useSignal<string[] | null>(null);
  useEffect(() => { lines.value = null; }, [id, revision.value]);
  return (
    <details onToggle={(event) => { if ((event.currentTarget as HTMLDetailsElement).open && !lines.value) desk().why(sort, id).then((found) => { lines.value = found; }, fault); }}>
      <summary>Why it is shown so</summary>
      <ul class="because">{(lines.value ?? ["…"]).map((line, index) => <li key={index}>{line}</li>)}</ul>
    </details>
  );
}

function PlacePanel({ id }: { id: string }) {
  const all = holdings.value.filter((row) => row.place.key === id);
  const now = asOf(all, on.value, view.value.known);
  const row = leading(now);
  const place = (all[0] ?? crossings.value.find((one) => one.place.key === id))?.place;
  const happened = events.value.filter((one) => one.place?.key === id);
  return (
    <>
      <h2>{place?.name ?? id}</h2>
      <p class="soft small">{[plain(place?.kind ?? ""), place?.admin1, place?.country].filter(Boolean).join(", ")}{place?.precision ? ` · known to within ${Math.round(place.precision)} km` : ""}</p>
      {row ? <p class="answer"><Holder row={row} /></p> : <p class="answer">Nothing known for {spoken(on.value)}.</p>}
      {row?.contested_by.length ? <p>Contested by {row.contested_by.join(", ")}.</p> : null}
      {row ? <Clocks row={row} /> : null}
      {now.length > 1 ? <p class="soft">{now.length} answers stand for this day; the surest is shown first: {now.map((one) => said(one, on.value)).join("; ")}.</p> : null}
      {row ? <BothSides row={row} /> : null}
      {row ? <Why sort="holdings" id={row.id} /> : null}
      <h3>Holders over time</h3>
      <Band rows={all} />
      <Gates rows={crossings.value.filter((one) => one.place.key === id)} />
      {happened.length ? <h3>Events here</h3> : null}
      <ul class="plain">{happened.slice(0, 30).map((one) => <EventRow key={one.id} event={one} />)}</ul>
    </>
  );
}

export function EventRow({ event }: { event: Event }) {
  return (
    <li><button type="button" class="row" onClick={() => show({ open: `event:${event.id}`, page: null, mark: null })}>
      <span class="name">{plain(event.kind)}</span><span>{event.place?.name}</span><span class="soft">{spokenWhen(event.when)}</span>
    </button></li>
  );
}

function Gates({ rows }: { rows: readonly Crossing[] }) {
  const now = asOf(rows, on.value, view.value.known);
  if (!now.length) return null;
  return <><h3>Crossing</h3><ul class="plain">{now.map((row) => <li key={row.id}><button type="button" class="row" onClick={() => show({ open: `crossing:${row.id}` })}><Gate state={row.state} /> {row.side ? `${row.side} side` : "side not told"} {row.by ? <span class="soft">by {row.by}</span> : null}</button></li>)}</ul></>;
}

function CrossingPanel({ id }: { id: string }) {
  const row = crossings.value.find((one) => one.id === id);
  if (!row) return <p class="soft">This crossing is no longer in the ledger.</p>;
  const beside = asOf(crossings.value.filter((one) => one.place.key === row.place.key && one.id !== id), on.value, view.value.known);
  return (
    <>
      <h2>{row.place.name}</h2>
      <p class="answer"><Gate state={row.state} /> {row.side ? `on the ${row.side} side` : ""} {row.by ? `by ${row.by}` : ""}</p>
      <Clocks row={row} />
      {beside.map((one) => <p key={one.id}>Other answer: <Gate state={one.state} /> {one.side ? `on the ${one.side} side` : ""}</p>)}
      <BothSides row={row} />
    </>
  );
}

function EventPanel({ id }: { id: string }) {
  const asked = useSignal<Event | null>(null);
  const here = events.value.find((one) => one.id === id);
  useEffect(() => { if (!here) desk().event(id).then((found) => { asked.value = found; }, fault); }, [id]);
  const event = here ?? (asked.value?.id === id ? asked.value : null);
  if (!event) return <p class="soft" role="status">Fetching the event…</p>;
  return (
    <>
      <h2>{plain(event.kind)}{event.place ? `, ${event.place.name}` : ""}</h2>
      <p class="answer">{spokenWhen(event.when)}</p>
      <p>{[event.actors.map((one) => one.name).join(", "), event.targets.map((one) => one.name).join(", ")].filter(Boolean).join(" → ") || "parties not told"}</p>
      {event.figures.map((count, index) => <p key={index}>{countWords(count)} <span class="soft">counting rule {count.rule}</span></p>)}
      <p class="soft">{event.reports} report{event.reports === 1 ? "" : "s"} · {event.stories} stor{event.stories === 1 ? "y" : "ies"} · {event.origins} independent origin{event.origins === 1 ? "" : "s"}</p>
      <p class="soft small">{[event.codes.acled_sub_event, [event.codes.plover_event, event.codes.plover_mode].filter(Boolean).join(" ")].filter(Boolean).join(" · ")}</p>
      <h3>Says so</h3>
      <Quotes ids={event.claims} />
      <Why sort="events" id={event.id} />
    </>
  );
}

function MovementPanel({ id }: { id: string }) {
  const one = movements.value.find((row) => row.id === id);
  if (!one) return <p class="soft">This movement is not known on the day chosen.</p>;
  return (
    <>
      <h2>{one.from?.name ?? "Unknown place"} → {one.to?.name ?? "unknown place"}</h2>
      <p class="answer">{spokenWhen(one.when)}</p>
      <p>{one.figures.map(countWords).join("; ") || "no number told"}</p>
      <h3>Says so</h3>
      <Quotes ids={one.claims} />
    </>
  );
}
