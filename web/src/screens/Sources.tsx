/** Who says things: outlets, agencies, speakers, with the reliability that people gave them. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { SourceRow } from "../logic/model";
import { desk, fault, meta, revision, show, tell } from "../state";
import { Rows, type Column } from "../parts/Rows";

export const GRADES: readonly [string, string][] = [
  ["A", "completely reliable"], ["B", "usually reliable"], ["C", "fairly reliable"], ["D", "not usually reliable"], ["E", "unreliable"], ["F", "cannot be judged"],
];

export function Sources() {
  const all = useSignal<SourceRow[] | null>(null);
  const words = useSignal("");
  const load = (): void => { desk().live?.sources().then((found) => { all.value = found; }, fault); };
  useEffect(load, [revision.value]);
  const columns: Column<SourceRow & { id: string }>[] = [
    { name: "source", of: (row) => row.name, order: (row) => row.name },
    { name: "is", of: (row) => row.role, order: (row) => row.role },
    { name: "reports", of: (row) => row.reports, order: (row) => -row.reports },
    { name: "claims", of: (row) => row.claims, order: (row) => -row.claims },
    { name: "copied by others", of: (row) => row.copies_given, order: (row) => -row.copies_given },
    { name: "copied from others", of: (row) => row.copies_taken, order: (row) => -row.copies_taken },
    { name: "contradicted", of: (row) => row.contradicted, order: (row) => -row.contradicted },
    { name: "reliability", of: (row) => <Grade row={row} onDone={load} />, order: (row) => row.reliability ?? "~" },
  ];
  if (!all.value) return <p class="soft pad" role="status">Fetching sources…</p>;
  const shown = all.value.filter((row) => row.name.toLowerCase().includes(words.value.toLowerCase()));
  return (
    <section class="lists pad" aria-label="Sources">
      <div class="head"><h2>{shown.length} sources</h2><label>named <input type="search" value={words.value} onInput={(event) => { words.value = event.currentTarget.value; }} /></label></div>
      <p class="soft">Reliability (A to F) is yours to set and belongs to the source; how sure a reading is belongs to each claim. Neither changes what is derived.</p>
      <Rows caption="Sources" columns={columns} rows={shown.map((row) => ({ ...row, id: `${row.role}:${row.name}` }))} onOpen={(row) => show({ screen: "search", words: row.name })} />
    </section>
  );
}

function Grade({ row, onDone }: { row: SourceRow; onDone: () => void }) {
  const wanted = useSignal<string | null>(null);
  const reason = useSignal("");
  if (meta.value?.role === "read") return <>{row.reliability ?? "not set"}</>;
  const save = (event: SubmitEvent): void => {
    event.preventDefault();
    const grade = wanted.value;
    if (!grade) return;
    desk().live?.rate(row.name, grade, reason.value.trim()).then(() => { tell(`${row.name} is now ${grade}.`); wanted.value = null; reason.value = ""; onDone(); }, fault);
  };
  return (
    <form class="grade" onSubmit={save}>
      <select aria-label={`Reliability of ${row.name}`} value={wanted.value ?? row.reliability ?? ""} onChange={(event) => { wanted.value = event.currentTarget.value; }}>
        <option value="" disabled>not set</option>{GRADES.map(([grade, words]) => <option key={grade} value={grade}>{grade}: {words}</option>)}
      </select>
      {wanted.value ? <><input required aria-label="Reason" placeholder="reason" value={reason.value} onInput={(event) => { reason.value = event.currentTarget.value; }} /><button type="submit">Set</button></> : null}
    </form>
  );
}
