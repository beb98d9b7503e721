/** The sign of a holder's state: hue and pattern, the same as on the map. */
import { hue, pattern, PATTERN_WORDS, type Pattern } from "../logic/look";
import type { CrossingState, Holding } from "../logic/model";
import { GATE_SIGNS, GATE_WORDS } from "../logic/look";
import { controllers, theme } from "../state";

export function Swatch({ colour, kind }: { colour: string; kind: Pattern }) {
  return (
    <svg class="swatch" viewBox="0 0 16 16" aria-hidden="true">
      <rect class="paper" x="1" y="1" width="14" height="14" rx="7" />
      <g clip-path="inset(1px round 7px)">
        {kind === "solid" ? <rect width="16" height="16" fill={colour} /> : null}
        {kind === "hatched" || kind === "crossed" ? <path d="M-2 10L10 -2M2 14L14 2M6 18L18 6" stroke={colour} stroke-width="2" /> : null}
        {kind === "crossed" ? <path d="M6 -2L18 10M2 2L14 14M-2 6L10 18" stroke={colour} stroke-width="2" /> : null}
        {kind === "dots" ? [4, 8, 12].flatMap((x) => [4, 8, 12].map((y) => <circle cx={x} cy={y} r="1.2" fill={colour} />)) : null}
      </g>
      <rect x="1" y="1" width="14" height="14" rx="7" fill="none" stroke={colour} stroke-width="1.8" stroke-dasharray={kind === "hollow" ? "2.5 2" : ""} />
    </svg>
  );
}

export function HolderSign({ row }: { row: Holding }) {
  return <Swatch colour={hue(row.controller, controllers.value, theme.value)} kind={pattern(row)} />;
}

/** Holder and state in words beside their sign. */
export function Holder({ row }: { row: Holding }) {
  return (
    <span class="holder">
      <HolderSign row={row} />
      <span>{row.controller ?? "holder unknown"}</span>
      {row.status === "unknown" && row.contested_by.length === 0 ? null : <span class="soft">{PATTERN_WORDS[pattern(row)]}</span>}
    </span>
  );
}

export function Gate({ state }: { state: CrossingState }) {
  return <span class={`gate-sign ${state}`}><span aria-hidden="true">{GATE_SIGNS[state]}</span> {GATE_WORDS[state]}</span>;
}
