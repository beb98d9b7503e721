/** What is kept on map and lists; also the legend. */
import { hue, PATTERN_WORDS, plain, type Pattern } from "../logic/look";
import { controllers, events, held, show, theme, view } from "../state";
import { Swatch } from "./Swatch";

const STATUSES: readonly [string, Pattern][] = [
  ["evidenced", "solid"], ["inferred", "hatched"], ["claimed by party", "dots"], ["contested", "crossed"], ["unknown", "hollow"],
];
const WINDOWS: readonly [number, string][] = [[1, "that day"], [7, "7 days"], [30, "30 days"], [90, "90 days"], [0, "all until then"]];

/** Windows narrower than this start with filters and legend folded. */
const NARROW = 820;

export function Filters() {
  const { party, status, kind, origins, window: length } = view.value;
  const kinds = [...new Set(events.value.map((one) => one.kind))].sort();
  return (
    <details class="filters" open={innerWidth > NARROW}>
      <summary>Filters</summary>
      <div role="group" aria-label="Filters">
      <label>holder <select value={party ?? ""} onChange={(event) => show({ party: event.currentTarget.value || null })}>
        <option value="">everybody</option>{controllers.value.map((name) => <option key={name} value={name}>{name}</option>)}
      </select></label>
      <label>status <select value={status ?? ""} onChange={(event) => show({ status: event.currentTarget.value || null })}>
        <option value="">any</option>{STATUSES.map(([name]) => <option key={name} value={name}>{name}</option>)}
      </select></label>
      <label>events <select value={kind ?? ""} onChange={(event) => show({ kind: event.currentTarget.value || null })}>
        <option value="">all kinds</option>{kinds.map((name) => <option key={name} value={name}>{plain(name)}</option>)}
      </select></label>
      <label>of <select aria-label="days of events" value={length} onChange={(event) => show({ window: Number(event.currentTarget.value) })}>
        {WINDOWS.map(([days, name]) => <option key={days} value={days}>{name}</option>)}
      </select></label>
      <label>origins ≥ <input type="number" min="1" max="99" value={origins} onChange={(event) => show({ origins: Math.max(1, Math.round(Number(event.currentTarget.value)) || 1) })} /></label>
      </div>
    </details>
  );
}

export function Legend() {
  const present = new Set(held.value.map((row) => row.controller));
  return (
    <details class="legend" open={innerWidth > NARROW}>
      <summary>Legend</summary>
      <ul class="plain">
        {controllers.value.filter((name) => present.has(name)).slice(0, 10).map((name) => <li key={name}><Swatch colour={hue(name, controllers.value, theme.value)} kind="solid" /> {name}</li>)}
      </ul>
      <ul class="plain">
        {STATUSES.map(([, kind]) => <li key={kind}><Swatch colour={theme.value === "light" ? "#4a5563" : "#b9c2cc"} kind={kind} /> {PATTERN_WORDS[kind]}</li>)}
        <li><span class="line disputed" aria-hidden="true" /> disputed border</li>
        <li><span class="diamond" aria-hidden="true" /> event in the window</li>
      </ul>
      <p class="soft small">Paler is older evidence. A circle of dashes is an area known only by its size.</p>
    </details>
  );
}
