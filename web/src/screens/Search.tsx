/** Words and names: in claims, reports and places. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { spoken } from "../logic/days";
import type { Found } from "../logic/model";
import { desk, fault, show, view } from "../state";
import { QuoteCard } from "../parts/Quote";

export function Search() {
  const found = useSignal<Found | null>(null);
  const { words } = view.value;
  useEffect(() => {
    if (words.trim().length < 2) { found.value = null; return undefined; }
    const timer = setTimeout(() => desk().search(words.trim()).then((result) => { found.value = result; }, fault), 200);
    return () => clearTimeout(timer);
  }, [words]);
  const result = found.value;
  return (
    <section class="scroll pad" aria-label="Search">
      <form role="search" class="head" onSubmit={(event) => event.preventDefault()}>
        <h2>Search</h2>
        <label class="wide"><span class="hidden">Words or names</span>
          <input id="search-words" type="search" value={words} placeholder="Words, names, places" onInput={(event) => show({ words: event.currentTarget.value })} />
        </label>
      </form>
      <p role="status" class="soft">{result ? `${result.claims.length} claims, ${result.places.length} places, ${result.reports.length} reports` : "Every word must stand in the text or be the start of a word in it."}</p>
      {result?.places.length ? <><h3>Places</h3><ul class="plain">{result.places.map((one) => (
        <li key={one.key}><button type="button" class="row" onClick={() => show({ screen: "map", open: `place:${one.key}`, page: null, ...(one.lon !== null && one.lat !== null ? { lens: [one.lon, one.lat, 7] as [number, number, number] } : {}) })}><span class="name">{one.name}</span><span class="soft">{one.country}</span></button></li>
      ))}</ul></> : null}
      {result?.reports.length ? <><h3>Reports</h3><ul class="plain">{result.reports.map((one) => (
        <li key={one.id}><button type="button" class="row" onClick={() => show({ page: one.id, mark: null })}><span class="name">{one.title ?? one.source_id}</span><span class="soft">{one.outlet} {spoken(one.published)} · {one.claims} claims</span></button></li>
      ))}</ul></> : null}
      {result?.claims.length ? <h3>Claims</h3> : null}
      {result?.claims.map((one) => <QuoteCard key={one.claim.id} quotation={one} />)}
    </section>
  );
}
