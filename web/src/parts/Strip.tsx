/** The strip of time: histogram, the day shown, as known on, play, presets and typed days. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { between, clamp, isDay, number, shift, spoken } from "../logic/days";
import { bars } from "../logic/bars";
import { day as dayOf } from "../logic/days";
import { bounds, days, knownBounds, on, show, span, view } from "../state";

const WIDE = 1000;
const HIGH = 44;

export function Strip() {
  const [first, last] = span.value;
  const shown = bars(days.value, first, last);
  const most = Math.max(1, ...shown.map((bar) => bar.claims));
  return (
    <section class="strip" aria-label="Time">
      <Play />
      <div class="time">
        <svg class="histogram" viewBox={`0 0 ${WIDE} ${HIGH}`} preserveAspectRatio="none" role="img" aria-label={`Claims and events by day, ${spoken(first)} to ${spoken(last)}; drag to show a part`} onPointerDown={(event) => brush(event, first, last)}>
          {shown.map((bar, index) => {
            const x = (index * WIDE) / shown.length;
            const wide = WIDE / shown.length - 1;
            const high = (Math.sqrt(bar.claims / most)) * (HIGH - 2);
            const dark = (Math.sqrt(Math.min(bar.events, bar.claims) / most)) * (HIGH - 2);
            return <g key={index}><rect class="claims" x={x} width={wide} y={HIGH - high} height={high} /><rect class="events" x={x} width={wide} y={HIGH - dark} height={dark} /><title>{`${spoken(bar.from)}: ${bar.events} events, ${bar.claims} claims`}</title></g>;
          })}
          <rect class="cursor" x={(between(first, clamp(on.value, first, last)) / Math.max(1, between(first, last))) * WIDE - 1} width="2.5" y="0" height={HIGH} />
        </svg>
        <Slider name="day shown" value={on.value} first={first} last={last} onSet={(to) => show({ on: to })} />
        <Slider name="as known on" value={view.value.known ?? last} first={first} last={last} now={view.value.known === null} onSet={(to) => show({ known: to >= last ? null : to })} />
      </div>
      <Typed />
    </section>
  );
}

function Slider({ name, value, first, last, now, onSet }: { name: string; value: string; first: string; last: string; now?: boolean; onSet: (to: string) => void }) {
  const id = `slider-${name.replaceAll(" ", "-")}`;
  return (
    <div class="slider">
      <label for={id}>{name}</label>
      <input
        id={id} type="range" min={number(first)} max={number(last)} step="1" value={number(clamp(value, first, last))}
        aria-valuetext={now ? "now, everything known" : spoken(value)} onInput={(event) => onSet(dayOf(Number(event.currentTarget.value)))}
      />
      <output for={id}>{now ? "now" : spoken(value)}</output>
    </div>
  );
}

/** Runs the day shown through the strip; a stretch takes about half a minute whatever its length. */
function Play() {
  const running = useSignal(false);
  useEffect(() => {
    if (!running.value) return undefined;
    const [first, last] = span.peek();
    const stride = Math.max(1, Math.round(between(first, last) / 150));
    if (on.peek() >= last) show({ on: first });
    const timer = setInterval(() => {
      const next = shift(on.peek(), stride);
      if (next > last) running.value = false;
      show({ on: clamp(next, first, last) });
    }, 220);
    return () => clearInterval(timer);
  }, [running.value]);
  return (
    <button type="button" class="play" aria-pressed={running.value} aria-label={running.value ? "Stop" : "Play the days"} onClick={() => { running.value = !running.value; }}>
      {running.value ? "❚❚" : "▶"}
    </button>
  );
}

function Typed() {
  const [first, last] = bounds.value;
  const { known, since, span: part } = view.value;
  return (
    <div class="typed">
      <DayField label="day" value={on.value} onSet={(to) => show({ on: to })} />
      <DayField label="known" value={known ?? ""} onSet={(to) => show({ known: to })} onClear={() => show({ known: null })} />
      <span class="presets" role="group" aria-label="Presets">
        <button type="button" aria-pressed={known === on.value} onClick={() => show({ known: on.value < knownBounds.value[0] ? knownBounds.value[0] : on.value })}>known that day</button>
        <button type="button" aria-pressed={known === null} onClick={() => show({ known: null })}>known now</button>
        <select aria-label="Part of the strip" value={preset(part, last)} onChange={(event) => show({ span: spanFor(event.currentTarget.value, first, last, on.value) })}>
          <option value="usual">usual span</option><option value="all">all days</option><option value="365">last year</option><option value="90">last 90 days</option><option value="around">60 days around</option><option value="own" disabled>own choice</option>
        </select>
      </span>
      <span class="presets">
        <label class="check"><input type="checkbox" checked={since !== null} onChange={(event) => show({ since: event.currentTarget.checked ? clamp(shift(on.value, -30), first, last) : null })} /> changes</label>
        {since !== null ? <DayField label="since" value={since} onSet={(to) => show({ since: to })} /> : null}
      </span>
    </div>
  );
}

function preset(part: [string, string] | null, last: string): string {
  if (part === null) return "usual";
  const days = between(part[0], part[1]);
  return part[1] === last && (days === 365 || days === 90) ? String(days) : "own";
}

function spanFor(choice: string, first: string, last: string, at: string): [string, string] | null {
  if (choice === "usual") return null;
  if (choice === "all") return [first, last];
  if (choice === "around") return [shift(at, -60), shift(at, 60)];
  return [shift(last, -Number(choice)), last];
}

export function DayField({ label, value, onSet, onClear }: { label: string; value: string; onSet: (to: string) => void; onClear?: () => void }) {
  return (
    <label class="dayfield">{label}
      <input type="date" value={value} onChange={(event) => { const to = event.currentTarget.value; if (isDay(to)) onSet(to); else if (to === "") onClear?.(); }} />
    </label>
  );
}

/** Dragging over the histogram shows only that part; a click without a drag moves the day shown. */
function brush(event: PointerEvent, first: string, last: string): void {
  const box = (event.currentTarget as SVGElement).getBoundingClientRect();
  const at = (x: number): string => clamp(shift(first, Math.round(((x - box.left) / box.width) * between(first, last))), first, last);
  const from = at(event.clientX);
  const end = (up: PointerEvent): void => {
    const to = at(up.clientX);
    if (Math.abs(up.clientX - event.clientX) < 8) show({ on: from });
    else show({ span: from < to ? [from, to] : [to, from] });
  };
  addEventListener("pointerup", end, { once: true });
}
