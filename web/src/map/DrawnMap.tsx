/** The map drawn as SVG: for the static picture, and where there is no WebGL. */
import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Pattern } from "../logic/look";
import type { CrossingState, WorldLine } from "../logic/model";
import type { Area, Scene } from "../logic/scene";
import { lensFor, project, rings, round, split, unproject, type Point } from "../logic/shapes";
import { labels, meta, scene, show, view, world } from "../state";

const TILE = 512;
type Lens = [number, number, number];

const pathOf = (points: readonly Point[]): string => `M${points.map((one) => { const [x, y] = project(one); return `${(x * 4096).toFixed(2)} ${(y * 4096).toFixed(2)}`; }).join("L")}`;
const joined = (lines: readonly WorldLine[], kind: WorldLine["kind"]): string => lines.filter((one) => one.kind === kind).flatMap((one) => split(one.line)).map(pathOf).join("");

interface Frame { width: number; height: number; lens: Lens }

/** Screen position of a place under a lens. */
function onScreen(frame: Frame, lon: number, lat: number): Point {
  const scale = TILE * 2 ** frame.lens[2];
  const [x, y] = project([lon, lat]);
  const [cx, cy] = project([frame.lens[0], frame.lens[1]]);
  return [(x - cx) * scale + frame.width / 2, (y - cy) * scale + frame.height / 2];
}

function moved(frame: Frame, dx: number, dy: number, zoom = 0, at: Point = [frame.width / 2, frame.height / 2]): Lens {
  const scale = TILE * 2 ** frame.lens[2];
  const next = Math.max(0.5, Math.min(12, frame.lens[2] + zoom));
  const [cx, cy] = project([frame.lens[0], frame.lens[1]]);
  const [ox, oy] = [at[0] - frame.width / 2, at[1] - frame.height / 2];
  const after = TILE * 2 ** next;
  const [lon, lat] = unproject([cx - dx / scale + ox / scale - ox / after, cy - dy / scale + oy / scale - oy / after]);
  return [round(Math.max(-180, Math.min(180, lon)), 4), round(Math.max(-84, Math.min(84, lat)), 4), round(next, 2)];
}

const open = (pick: string): void => show({ open: pick, page: null, mark: null });

/** What makes a shape a button for keyboard and screen reader. */
function button(pick: string, label: string) {
  return {
    tabindex: 0, role: "button" as const, "aria-label": label, class: "pick", onClick: () => open(pick),
    onKeyDown: (event: KeyboardEvent) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); open(pick); } },
  };
}

function Fills({ drawing }: { drawing: Scene }) {
  const wanted = new Map<string, { colour: string; pattern: Pattern }>();
  for (const one of [...drawing.spots, ...drawing.areas]) wanted.set(fillId(one.colour, one.pattern), one);
  return (
    <defs>
      {[...wanted].filter(([, one]) => ["hatched", "dots", "crossed"].includes(one.pattern)).map(([id, one]) => (
        <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="paper" width="6" height="6" />
          {one.pattern === "dots" ? <circle cx="3" cy="3" r="1.7" fill={one.colour} /> : <rect width="2.6" height="6" fill={one.colour} />}
          {one.pattern === "crossed" ? <rect width="6" height="2" fill={one.colour} /> : null}
        </pattern>
      ))}
    </defs>
  );
}

const fillId = (colour: string, pattern: Pattern): string => `fill-${pattern}-${colour.replace(/[^a-z0-9]/gi, "")}`;
const fillOf = (colour: string, pattern: Pattern): string => (pattern === "solid" ? colour : pattern === "hollow" ? "transparent" : `url(#${fillId(colour, pattern)})`);

function AreaShape({ one, frame }: { one: Area; frame: Frame }) {
  const path = one.rings.flat().map((ring) => `M${ring.map(([lon, lat]) => onScreen(frame, lon, lat).map((value) => value.toFixed(1)).join(" ")).join("L")}Z`).join("");
  return (
    <g {...button(`place:${one.key}`, one.label)}>
      <path d={path} fill={fillOf(one.colour, one.pattern)} fill-opacity={0.45 * one.opacity} stroke={one.colour} stroke-width={one.chosen ? 3.5 : one.changed ? 2.5 : 1.2} stroke-dasharray={one.outlined ? "" : "5 4"} />
      <title>{one.label}</title>
    </g>
  );
}

function GateSign({ state }: { state: CrossingState }) {
  if (state === "closed") return <path class="sign" d="M-4 -4L4 4M4 -4L-4 4" />;
  return <><circle class="sign" r="4" />{state === "partial" ? <path class="sign-half" d="M0 -4A4 4 0 0 0 0 4Z" /> : null}</>;
}

const LETTER = 6.6;

/** Names that do not lie over each other: those given first win. */
function uncrowded<T extends { name: string; x: number; y: number }>(all: readonly T[], taken: Box[], middle: boolean): Set<T> {
  const kept = new Set<T>();
  for (const one of all) {
    const wide = one.name.length * LETTER;
    const left = middle ? one.x - wide / 2 : one.x + 10;
    const box: Box = [left, one.y - 8, left + wide, one.y + 8];
    if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) continue;
    taken.push(box);
    kept.add(one);
  }
  return kept;
}

type Box = [number, number, number, number];

/** Which places and basemap names carry their name at this lens. */
function naming(drawing: Scene, frame: Frame): { spots: Set<string>; names: { name: string; x: number; y: number; small: boolean }[] } {
  const taken: Box[] = [];
  const spots = drawing.spots.map((one) => { const [x, y] = onScreen(frame, one.lon, one.lat); return { key: one.key, name: one.name, x, y, chosen: one.chosen }; });
  const inside = (one: { x: number; y: number }): boolean => one.x > 0 && one.y > 0 && one.x < frame.width && one.y < frame.height;
  const shown = spots.filter(inside).sort((a, b) => Number(b.chosen) - Number(a.chosen));
  for (const one of shown) taken.push([one.x - 8, one.y - 8, one.x + 8, one.y + 8]);
  const kept = uncrowded(shown.map((one) => ({ ...one, x: one.x })), taken, false);
  const zoom = frame.lens[2];
  const base = labels.value.filter(([, , , rank]) => rank === 0 || (rank === 0.5 ? zoom > 5 : rank <= zoom - 3)).map(([name, lon, lat, rank]) => {
    const [x, y] = onScreen(frame, lon, lat);
    return { name, x, y, small: rank >= 1 };
  }).filter(inside);
  return { spots: new Set([...kept].map((one) => one.key)), names: [...uncrowded(base, taken, true)] };
}

export function DrawnMap() {
  const box = useRef<SVGSVGElement>(null);
  const size = useSignal<[number, number]>([900, 600]);
  const paths = useComputed(() => ({
    land: rings(world.value).map((ring) => `${pathOf(ring)}Z`).join(""),
    coast: joined(world.value, "coast"), border: joined(world.value, "border"), disputed: joined(world.value, "disputed"),
  }));
  useEffect(() => {
    const target = box.current as SVGSVGElement;
    const watch = new ResizeObserver(() => { size.value = [target.clientWidth || 900, target.clientHeight || 600]; });
    watch.observe(target);
    return () => watch.disconnect();
  }, []);
  const [width, height] = size.value;
  const frame: Frame = { width, height, lens: view.value.lens ?? lensFor(meta.value?.area ?? [], width, height) };
  const scale = (TILE * 2 ** frame.lens[2]) / 4096;
  const [ox, oy] = onScreen(frame, -180, 85.0511);
  const drawing = scene.value;
  const named = naming(drawing, frame);
  return (
    <div class="map-frame">
      <svg
        ref={box} class="map drawn" data-map="drawn" data-idle="true" role="group" tabindex={0} viewBox={`0 0 ${width} ${height}`}
        aria-label="Map of places by holder. Arrow keys move it, plus and minus zoom, Tab goes from place to place. The same stands in the list."
        onWheel={(event) => { event.preventDefault(); const at = box.current?.getBoundingClientRect(); show({ lens: moved(frame, 0, 0, event.deltaY < 0 ? 0.4 : -0.4, [event.clientX - (at?.left ?? 0), event.clientY - (at?.top ?? 0)]) }); }}
        onPointerDown={(event) => dragging(event, frame)}
        onKeyDown={(event) => keys(event, frame)}
      >
        <Fills drawing={drawing} />
        <g transform={`translate(${ox} ${oy}) scale(${scale})`}>
          <path class="land" d={paths.value.land} />
          <path class="coast" d={paths.value.coast} />
        </g>
        {drawing.areas.map((one) => <AreaShape key={one.key} one={one} frame={frame} />)}
        <g transform={`translate(${ox} ${oy}) scale(${scale})`}>
          <path class="border" d={paths.value.border} />
          <path class="disputed" d={paths.value.disputed} />
        </g>
        <g class="names" aria-hidden="true">
          {named.names.map((one) => <text key={`${one.name}${one.x}`} x={one.x} y={one.y} class={one.small ? "city" : "country"}>{one.name}</text>)}
        </g>
        {drawing.arrows.map((one) => {
          const points = one.line.map(([lon, lat]) => onScreen(frame, lon, lat));
          const [x, y] = points.at(-1) as Point;
          return (
            <g key={one.id} {...button(`movement:${one.id}`, one.label)}>
              <path class="arrow" d={`M${points.map((at) => at.join(" ")).join("L")}`} stroke-width={one.weight + (one.chosen ? 2 : 0)} />
              <path class="arrow-head" d="M0 -8L6 5L0 2L-6 5Z" transform={`translate(${x} ${y}) rotate(${one.bearing})`} />
              <title>{one.label}</title>
            </g>
          );
        })}
        {drawing.dots.map((one) => {
          const [x, y] = onScreen(frame, one.lon, one.lat);
          const r = 3.4 + one.weight + (one.chosen ? 2 : 0);
          return <g key={one.id} {...button(`event:${one.id}`, one.label)} transform={`translate(${x} ${y}) rotate(45)`}><rect class="dot" x={-r} y={-r} width={2 * r} height={2 * r} /><title>{one.label}</title></g>;
        })}
        {drawing.spots.map((one) => {
          const [x, y] = onScreen(frame, one.lon, one.lat);
          return (
            <g key={one.key} {...button(`place:${one.key}`, one.label)} transform={`translate(${x} ${y})`}>
              {one.chosen || one.changed ? <circle class="halo" r={one.chosen ? 14 : 12} /> : null}
              <circle class="paper" r="8" />
              <circle r="8" fill={fillOf(one.colour, one.pattern)} fill-opacity={one.opacity} stroke={one.colour} stroke-width="2.2" stroke-dasharray={one.pattern === "hollow" ? "3 2.4" : ""} />
              {named.spots.has(one.key) ? <text x="12" y="4">{one.name}</text> : null}
              <title>{one.label}</title>
            </g>
          );
        })}
        {drawing.gates.map((one) => {
          const [x, y] = onScreen(frame, one.lon, one.lat);
          return (
            <g key={one.id} {...button(`crossing:${one.id}`, one.label)} transform={`translate(${x + one.position * 20} ${y})`}>
              <rect class="gate" x="-8" y="-8" width="16" height="16" stroke-width={one.chosen ? 4 : 2} />
              <GateSign state={one.state} />
              <title>{one.label}</title>
            </g>
          );
        })}
      </svg>
      <div class="zoom">
        <button type="button" aria-label="Zoom in" onClick={() => show({ lens: moved(frame, 0, 0, 0.7) })}>+</button>
        <button type="button" aria-label="Zoom out" onClick={() => show({ lens: moved(frame, 0, 0, -0.7) })}>−</button>
      </div>
    </div>
  );
}

function dragging(event: PointerEvent, frame: Frame): void {
  const from: Point = [event.clientX, event.clientY];
  const move = (next: PointerEvent): void => show({ lens: moved(frame, next.clientX - from[0], next.clientY - from[1]) });
  const end = (): void => { removeEventListener("pointermove", move); removeEventListener("pointerup", end); };
  addEventListener("pointermove", move);
  addEventListener("pointerup", end);
}

function keys(event: KeyboardEvent, frame: Frame): void {
  const steps: Record<string, [number, number, number]> = {
    ArrowLeft: [60, 0, 0], ArrowRight: [-60, 0, 0], ArrowUp: [0, 60, 0], ArrowDown: [0, -60, 0], "+": [0, 0, 0.5], "=": [0, 0, 0.5], "-": [0, 0, -0.5],
  };
  const step = steps[event.key];
  if (!step) return;
  event.preventDefault();
  show({ lens: moved(frame, step[0], step[1], step[2]) });
}
