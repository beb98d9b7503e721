/** A table of many rows: only those near the window are in the page; row numbers tell the whole. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { show, view } from "../state";

const ROW = 34;
const SPARE = 12;
/** Below this many rows all are drawn. */
const ALL_BELOW = 120;

export interface Column<T> { name: string; of: (row: T) => ComponentChildren; order?: (row: T) => string | number; tight?: boolean }

export function Rows<T extends { id: string }>({ caption, columns, rows, onOpen }: { caption: string; columns: readonly Column<T>[]; rows: readonly T[]; onOpen: (row: T) => void }) {
  const box = useRef<HTMLDivElement>(null);
  const top = useSignal(0);
  const sorted = inOrder(rows, columns, view.value.sort);
  const whole = sorted.length < ALL_BELOW;
  const first = whole ? 0 : Math.max(0, Math.floor(top.value / ROW) - SPARE);
  const last = whole ? sorted.length : Math.min(sorted.length, first + Math.ceil(900 / ROW) + 2 * SPARE);
  useEffect(() => { if (box.current) box.current.scrollTop = 0; top.value = 0; }, [view.value.table, view.value.sort]);
  return (
    <div class={whole ? "rows" : "rows windowed"} ref={box} tabIndex={0} role="region" aria-label={caption} onScroll={(event) => { if (!whole) top.value = event.currentTarget.scrollTop; }}>
      <table aria-rowcount={sorted.length + 1}>
        <caption class="hidden">{caption}</caption>
        <thead><tr aria-rowindex={1}>{columns.map((column) => <Head key={column.name} column={column} />)}</tr></thead>
        <tbody>
          {first > 0 ? <tr aria-hidden="true" style={{ height: `${first * ROW}px` }}><td colSpan={columns.length} /></tr> : null}
          {sorted.slice(first, last).map((row, index) => (
            <tr key={row.id} aria-rowindex={first + index + 2} class={view.value.open?.endsWith(`:${row.id}`) ? "chosen" : ""}>
              {columns.map((column, place) => (place === 0
                ? <th scope="row"><button type="button" class="link" onClick={() => onOpen(row)}>{column.of(row)}</button></th>
                : <td class={column.tight ? "tight" : undefined}>{column.of(row)}</td>))}
            </tr>
          ))}
          {last < sorted.length ? <tr aria-hidden="true" style={{ height: `${(sorted.length - last) * ROW}px` }}><td colSpan={columns.length} /></tr> : null}
        </tbody>
      </table>
      {sorted.length === 0 ? <p class="soft pad">None for these days and filters.</p> : null}
    </div>
  );
}

function Head<T>({ column }: { column: Column<T> }) {
  const { sort } = view.value;
  const [name, direction] = (sort ?? "").split(".");
  const here = name === column.name;
  const ordered = here ? (direction === "down" ? "descending" : "ascending") : "none";
  if (!column.order) return <th scope="col">{column.name}</th>;
  const next = !here ? column.name : direction === "down" ? null : `${column.name}.down`;
  return <th scope="col" aria-sort={ordered}><button type="button" class="sort" onClick={() => show({ sort: next })}>{column.name}<span aria-hidden="true">{here ? (direction === "down" ? " ▾" : " ▴") : ""}</span></button></th>;
}

function inOrder<T>(rows: readonly T[], columns: readonly Column<T>[], sort: string | null): readonly T[] {
  const [name, direction] = (sort ?? "").split(".");
  const order = columns.find((column) => column.name === name)?.order;
  if (!order) return rows;
  const sign = direction === "down" ? -1 : 1;
  return [...rows].sort((a, b) => { const [x, y] = [order(a), order(b)]; return x < y ? -sign : x > y ? sign : 0; });
}
