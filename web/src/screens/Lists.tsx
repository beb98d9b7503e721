/** The same as the map, as tables. */
import { spoken, spokenWhen } from "../logic/days";
import { countWords } from "../logic/figures";
import { said } from "../logic/look";
import { plain } from "../logic/look";
import { inWindow, type Change } from "../logic/clocks";
import type { Crossing, Event, Holding, Movement } from "../logic/model";
import { TABLES, type Table } from "../logic/view";
import { changed, eventsKept, gatesNow, held, movements, on, show, view } from "../state";
import { Filters } from "../parts/Filters";
import { Rows, type Column } from "../parts/Rows";
import { Strip } from "../parts/Strip";
import { Gate, Holder } from "../parts/Swatch";

const place = (row: Holding | Crossing): string => row.place.name;
const since = (row: Holding | Crossing): string => row.valid_from ?? "";

const PLACES: Column<Holding>[] = [
  { name: "place", of: place, order: place },
  { name: "holder and status", of: (row) => <Holder row={row} />, order: (row) => row.controller ?? "~" },
  { name: "contested by", of: (row) => row.contested_by.join(", "), order: (row) => row.contested_by.join() },
  { name: "so since", tight: true, of: (row) => spoken(row.valid_from) || "unknown", order: since },
  { name: "known since", tight: true, of: (row) => spoken(row.known_from) || "unknown", order: (row) => row.known_from ?? "" },
  { name: "last evidence", tight: true, of: (row) => spoken(row.last_evidence) || "unknown", order: (row) => row.last_evidence ?? "" },
  { name: "for / against", tight: true, of: (row) => `${row.claims.length} / ${row.opposed_by.length}`, order: (row) => row.claims.length },
];
const CROSSINGS: Column<Crossing>[] = [
  { name: "crossing", of: place, order: place },
  { name: "side", of: (row) => row.side ?? "not told", order: (row) => row.side ?? "" },
  { name: "state", of: (row) => <Gate state={row.state} />, order: (row) => row.state },
  { name: "by", of: (row) => row.by ?? "not told", order: (row) => row.by ?? "" },
  { name: "so since", tight: true, of: (row) => spoken(row.valid_from) || "unknown", order: since },
  { name: "last evidence", tight: true, of: (row) => spoken(row.last_evidence) || "unknown", order: (row) => row.last_evidence ?? "" },
];
const EVENTS: Column<Event>[] = [
  { name: "event", of: (row) => plain(row.kind), order: (row) => row.kind },
  { name: "place", of: (row) => row.place?.name ?? "unknown", order: (row) => row.place?.name ?? "~" },
  { name: "when", of: (row) => spokenWhen(row.when), order: (row) => row.when.latest ?? row.when.earliest ?? "" },
  { name: "parties", of: (row) => [row.actors, row.targets].map((all) => all.map((one) => one.name).join(", ")).filter(Boolean).join(" → "), order: (row) => row.actors[0]?.name ?? "~" },
  { name: "figures", of: (row) => row.figures.map(countWords).join("; "), order: (row) => -(row.figures[0]?.best ?? row.figures[0]?.low ?? -1) },
  { name: "reports / stories / origins", of: (row) => `${row.reports} / ${row.stories} / ${row.origins}`, order: (row) => -row.origins },
];
const MOVEMENTS: Column<Movement>[] = [
  { name: "movement", of: (row) => `${row.from?.name ?? "unknown"} → ${row.to?.name ?? "unknown"}`, order: (row) => row.from?.name ?? "~" },
  { name: "when", of: (row) => spokenWhen(row.when), order: (row) => row.when.latest ?? "" },
  { name: "how many", of: (row) => row.figures.map(countWords).join("; ") || "no number told", order: (row) => -(row.figures[0]?.best ?? -1) },
  { name: "claims", of: (row) => row.claims.length, order: (row) => row.claims.length },
];
const CHANGES: Column<Change & { id: string }>[] = [
  { name: "place", of: (row) => (row.after ?? row.before)?.place.name, order: (row) => (row.after ?? row.before)?.place.name ?? "" },
  { name: "before", of: (row) => (row.before ? said(row.before, on.value) : "nothing known") },
  { name: "after", of: (row) => (row.after ? said(row.after, on.value) : "nothing known") },
];

export function Lists() {
  const { table } = view.value;
  return (
    <div class="lists">
      <Filters />
      <div class="tabs" role="group" aria-label="Lists">
        {TABLES.map((one) => <button key={one} type="button" aria-pressed={one === table} onClick={() => show({ table: one, sort: null })}>{one} <span class="soft">{sizeOf(one)}</span></button>)}
      </div>
      <Chosen table={table} />
      <Strip />
    </div>
  );
}

function happened(): Event[] {
  const { window: length } = view.value;
  return eventsKept.value.filter((one) => length === 0 && (one.when.latest ?? one.when.earliest) === null ? true : inWindow(one.when, on.value, length));
}

function sizeOf(table: Table): number | string {
  return { places: held.value.length, crossings: gatesNow.value.length, events: happened().length, movements: movements.value.length, changes: view.value.since ? changed.value.length : "" }[table];
}

function Chosen({ table }: { table: Table }) {
  const open = (sort: string) => (row: { id: string }) => show({ open: `${sort}:${row.id}`, page: null, mark: null });
  if (table === "crossings") return <Rows caption="Crossings" columns={CROSSINGS} rows={gatesNow.value} onOpen={open("crossing")} />;
  if (table === "events") return <Rows caption="Events" columns={EVENTS} rows={happened()} onOpen={open("event")} />;
  if (table === "movements") return <Rows caption="Movements" columns={MOVEMENTS} rows={movements.value} onOpen={open("movement")} />;
  if (table === "changes") {
    if (!view.value.since) return <p class="pad">Tick “changes” beside the sliders and give the earlier day: what differs between it and the day shown stands here.</p>;
    return <Rows caption="Changes" columns={CHANGES} rows={changed.value.map((one) => ({ ...one, id: one.key }))} onOpen={open("place")} />;
  }
  return <Rows caption="Places by holder" columns={PLACES} rows={held.value} onOpen={(row) => show({ open: `place:${row.place.key}`, page: null, mark: null })} />;
}
