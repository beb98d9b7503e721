/** Where sources cannot all be right: cards, every side quoted. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { plain } from "../logic/look";
import type { Disagreement } from "../logic/model";
import { desk, fault, revision, show, view } from "../state";
import { Quotes } from "../parts/Quote";
import { DayField } from "../parts/Strip";

export function Disagreements() {
  const all = useSignal<Disagreement[] | null>(null);
  const slot = useSignal("");
  const { known } = view.value;
  useEffect(() => { desk().disagreements(known).then((found) => { all.value = found; }, fault); }, [known, revision.value]);
  if (!all.value) return <p class="soft pad" role="status">Fetching disagreements…</p>;
  const slots = [...new Set(all.value.map((one) => one.slot))].sort();
  const shown = all.value.filter((one) => !slot.value || one.slot === slot.value);
  return (
    <section class="scroll pad" aria-label="Disagreements">
      <div class="head">
        <h2>{shown.length} disagreement{shown.length === 1 ? "" : "s"}</h2>
        <label>about <select value={slot.value} onChange={(event) => { slot.value = event.currentTarget.value; }}><option value="">anything</option>{slots.map((one) => <option key={one}>{one}</option>)}</select></label>
        <DayField label="as known on" value={known ?? ""} onSet={(to) => show({ known: to })} onClear={() => show({ known: null })} />
        <span class="soft">{known ? "" : "everything known now"}</span>
      </div>
      <p class="soft">Claims that answer the same question and cannot all be so. A later, higher toll replaces an earlier one and is no disagreement. Dateline takes no side.</p>
      {shown.slice(0, 100).map((one) => <Card key={one.id} one={one} />)}
      {shown.length > 100 ? <p class="soft">{shown.length - 100} more; choose what they are about.</p> : null}
    </section>
  );
}

function Card({ one }: { one: Disagreement }) {
  const open = view.value.open === `disagreement:${one.id}`;
  return (
    <details class="card" open={open} data-disagreement={one.id} onToggle={(event) => { if ((event.currentTarget as HTMLDetailsElement).open !== open) show({ open: open ? null : `disagreement:${one.id}` }); }}>
      <summary>
        <span class="chip">{one.slot}</span> <strong>{plain(one.question)}</strong>
        <span class="sides">{one.sides.map((side, index) => <span key={index}>{index ? <span class="soft"> against </span> : null}{side.value} <span class="soft">({side.origins})</span></span>)}</span>
        <span class="soft">{one.within_page ? "inside one page" : "across pages"}</span>
      </summary>
      {open ? (
        <div class="two">
          {one.sides.map((side, index) => (
            <section key={index} aria-label={`Side ${index + 1}: ${side.value}`}>
              <h3>{side.value} <span class="soft">{side.origins} independent origin{side.origins === 1 ? "" : "s"}</span></h3>
              <Quotes ids={side.claims} />
            </section>
          ))}
        </div>
      ) : null}
    </details>
  );
}
