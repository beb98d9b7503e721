/** The holders of a place over time: a band of valid time, ticks where something became known. */
import { between, shift, spoken } from "../logic/days";
import { knownOn } from "../logic/clocks";
import { hue, pattern, PATTERN_WORDS, said } from "../logic/look";
import type { Holding } from "../logic/model";
import { controllers, on, show, span, theme, view } from "../state";

const WIDE = 360;
const LEAST_DAYS = 60;

/** From the first day told of the place, with a margin, to the end of the strip. */
function stretch(rows: readonly Holding[]): [string, string] {
  const last = span.value[1];
  const told = rows.flatMap((row) => [row.valid_from, row.known_from]).filter((day): day is string => day !== null).sort();
  const first = told[0] ?? span.value[0];
  return [shift(first, -Math.max(7, LEAST_DAYS - between(first, last))), last];
}

export function Band({ rows }: { rows: readonly Holding[] }) {
  const [first, last] = stretch(rows);
  const length = Math.max(1, between(first, last) + 1);
  const x = (day: string): number => Math.max(0, Math.min(WIDE, (between(first, day) / length) * WIDE));
  const now = rows.filter((row) => knownOn(row, view.value.known)).sort((a, b) => ((a.valid_from ?? "") < (b.valid_from ?? "") ? -1 : 1));
  const told = [...new Set(rows.map((row) => row.known_from).filter((day): day is string => day !== null))].sort();
  if (!now.length) return <p class="soft">Nothing known on the day chosen.</p>;
  return (
    <div class="band">
      <svg viewBox={`0 0 ${WIDE} 46`} role="img" aria-label={`Holders from ${spoken(first)} to ${spoken(last)}; the same stands in the table below`}>
        <line class="axis" x1="0" x2={WIDE} y1="26.5" y2="26.5" />
        {now.map((row) => {
          const from = x(row.valid_from ?? first);
          const to = x(row.valid_to ?? last);
          const colour = hue(row.controller, controllers.value, theme.value);
          return (
            <g key={row.id}>
              <rect x={from} y="6" width={Math.max(2, to - from)} height="18" fill={row.status === "evidenced" ? colour : "transparent"} stroke={colour} stroke-width="1.5" stroke-dasharray={row.status === "unknown" ? "3 2" : row.status === "inferred" ? "6 2" : row.status === "claimed by party" ? "1.5 2" : ""} />
              <title>{said(row, on.value)}</title>
            </g>
          );
        })}
        {told.map((day) => <path key={day} class="tick" d={`M${x(day)} 28v8`}><title>{`became known ${spoken(day)}`}</title></path>)}
        <path class="cursor" d={`M${x(on.value)} 2v36`} />
        <text x="0" y="45">{spoken(first)}</text>
        <text x={WIDE} y="45" text-anchor="end">{spoken(last)}</text>
      </svg>
      <table class="small">
        <caption class="hidden">Holders over time, as known on the day chosen</caption>
        <thead><tr><th scope="col">from</th><th scope="col">to</th><th scope="col">holder</th><th scope="col">known since</th></tr></thead>
        <tbody>
          {now.map((row) => (
            <tr key={row.id}>
              <td>{row.valid_from ? <button type="button" class="link" onClick={() => show({ on: row.valid_from })}>{spoken(row.valid_from)}</button> : "unknown"}</td>
              <td>{spoken(row.valid_to) || "still"}</td>
              <td>{row.controller ?? "unknown"} <span class="soft">{PATTERN_WORDS[pattern(row)]}</span></td>
              <td>{row.known_from ? <button type="button" class="link" onClick={() => show({ known: row.known_from })}>{spoken(row.known_from)}</button> : "unknown"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
