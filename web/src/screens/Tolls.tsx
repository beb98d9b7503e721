/** Figures over time with their range, under one counting rule that is named. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { spoken } from "../logic/days";
import { amount, byMonth, rangeWords, summed, ticks, type Bin } from "../logic/figures";
import type { Toll } from "../logic/model";
import { desk, fault, meta, revision, show, view } from "../state";
import { Rows, type Column } from "../parts/Rows";
import { DayField } from "../parts/Strip";

const ROLES = ["killed", "injured", "detained", "displaced", "captured", "missing"];
const WIDE = 900;
const HIGH = 240;
const LEFT = 64;
const FOOT = 26;

const COLUMNS: Column<Toll & { id: string }>[] = [
  { name: "place", of: (row) => row.place?.name ?? "place unknown", order: (row) => row.place?.name ?? "~" },
  { name: "day", of: (row) => spoken(row.day) || "unknown", order: (row) => row.day ?? "" },
  { name: "number", of: (row) => rangeWords(row.low, row.best, row.high), order: (row) => -(row.best ?? row.low ?? row.high ?? 0) },
  { name: "claims", of: (row) => row.claims.length, order: (row) => -row.claims.length },
];

export function Tolls() {
  const tolls = useSignal<Toll[] | null>(null);
  const { known, rule, role } = view.value;
  const rules = meta.value?.counting_rules ?? {};
  useEffect(() => { desk().tolls(known, rule, role).then((found) => { tolls.value = found; }, fault); }, [known, rule, role, revision.value]);
  const rows = tolls.value ?? [];
  const named = rule ?? rows[0]?.rule ?? null;
  const total = summed(rows);
  return (
    <section class="scroll pad" aria-label="Tolls">
      <div class="head">
        <h2>Tolls</h2>
        <label>people <select value={role} onChange={(event) => show({ role: event.currentTarget.value })}>{ROLES.map((one) => <option key={one}>{one}</option>)}</select></label>
        {desk().live ? (
          <label>counting rule <select value={named ?? ""} onChange={(event) => show({ rule: event.currentTarget.value || null })}>
            {named && !(named in rules) ? <option>{named}</option> : null}{Object.keys(rules).map((one) => <option key={one} value={one}>{one}</option>)}
          </select></label>
        ) : <span>counting rule {named ?? "none"}</span>}
        <DayField label="as known on" value={known ?? ""} onSet={(to) => show({ known: to })} onClear={() => show({ known: null })} />
      </div>
      <p>{rows.length} event{rows.length === 1 ? "" : "s"} with a number; under rule <strong>{named ?? "none"}</strong>{named && rules[named] ? ` (${rules[named]})` : ""}: {rangeWords(total.low, total.best, total.high) || "0"} {role}{total.open ? ", upper end open in some" : ""}.</p>
      <p class="soft">A sum over what these pages tell, each event once. It is not a toll of the conflict.</p>
      <Chart bins={byMonth(rows)} role={role} rule={named ?? ""} />
      <Rows caption="Events with a number" columns={COLUMNS} rows={rows.map((one) => ({ ...one, id: one.event }))} onOpen={(row) => show({ open: `event:${row.event}`, page: null, mark: null })} />
    </section>
  );
}

export function Chart({ bins, role, rule }: { bins: readonly Bin[]; role: string; rule: string }) {
  if (!bins.length) return <p class="soft">No dated number to draw.</p>;
  const marks = ticks(Math.max(...bins.map((bin) => bin.high)));
  const most = marks.at(-1) ?? 1;
  const y = (value: number): number => 8 + (HIGH - FOOT - 8) * (1 - Math.sqrt(value / most));
  const step = (WIDE - LEFT) / bins.length;
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${WIDE} ${HIGH}`} role="img" aria-label={`People ${role} by month under rule ${rule}, with range; the numbers stand in the table below`}>
        {marks.map((value) => <g key={value}><line class="grid" x1={LEFT} x2={WIDE} y1={y(value)} y2={y(value)} /><text x={LEFT - 6} y={y(value) + 4} text-anchor="end">{amount(value)}</text></g>)}
        {bins.map((bin, index) => {
          const x = LEFT + step * (index + 0.5);
          const wide = Math.min(22, step * 0.6);
          return (
            <g key={bin.first}>
              <rect class="range" x={x - wide / 2} width={wide} y={y(bin.high)} height={Math.max(1.5, y(bin.low) - y(bin.high))} />
              <path class="best" d={`M${x - wide / 2} ${y(bin.best)}h${wide}`} />
              {bin.tolls.map((toll) => <circle key={toll.event} class="one" cx={x} cy={y(toll.best ?? toll.low ?? 0)} r="1.6" />)}
              <title>{`${bin.first.slice(0, 7)}: ${rangeWords(bin.low, bin.best, bin.high)} in ${bin.tolls.length} events`}</title>
              {index % Math.ceil(bins.length / 12) === 0 ? <text x={x} y={HIGH - 8} text-anchor="middle">{bin.first.slice(0, 7)}</text> : null}
            </g>
          );
        })}
      </svg>
      <figcaption class="soft">By month. Bar: lowest to highest told; line: the rule's number; dot: one event. The scale is a square root, so that small numbers stay visible.</figcaption>
    </figure>
  );
}
