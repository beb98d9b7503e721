/** A claim as words on a page: the sentence with what stands around it, who told whom, stance, confidence, copies. */
import { useEffect } from "preact/hooks";
import { spoken, spokenWhen } from "../logic/days";
import { figureWords } from "../logic/figures";
import { confidenceWords, plain } from "../logic/look";
import type { Claim, Link, Quotation } from "../logic/model";
import { desk, quotations, quote, show, view } from "../state";

const ROLE_WORDS: Record<string, string> = { outlet: "", agency: "agency", speaker: "", document: "document" };

/** Who told whom, outermost first. */
export function Chain({ outlet, links }: { outlet: string | null; links: readonly Link[] }) {
  const named = links.map((link) => ({ name: link.anonymous ? `${link.name} (unnamed)` : link.name, note: ROLE_WORDS[link.role] || link.cue || "" }));
  const all = links[0]?.role === "outlet" ? named : [{ name: outlet ?? "unnamed page", note: "" }, ...named];
  return (
    <ol class="chain" aria-label="Who told whom">
      {all.map((one, index) => (
        <li key={index}>{one.name}{one.note ? <span class="soft"> {one.note}</span> : null}</li>
      ))}
    </ol>
  );
}

export function Facts({ claim }: { claim: Claim }) {
  const rows: [string, string][] = [
    ["who", claim.actors.map((one) => one.name).join(", ")],
    ["to whom", claim.targets.map((one) => one.name).join(", ")],
    ["where", claim.place?.name ?? ""],
    ["route", claim.route ? `${claim.route.from?.name ?? "unknown"} → ${claim.route.to?.name ?? "unknown"}` : ""],
    ["when", `${spokenWhen(claim.when)} (${claim.when.basis})`],
    ["how many", claim.figures.map(figureWords).join("; ")],
    ["weapon", claim.weapon?.value ?? ""],
    ["outcome", claim.outcome?.value ?? ""],
  ];
  return (
    <dl class="facts">
      {rows.filter(([, text]) => text).map(([name, text]) => <div key={name}><dt>{name}</dt><dd>{text}</dd></div>)}
    </dl>
  );
}

export function Stance({ claim }: { claim: Claim }) {
  return <span class={`chip stance-${claim.stance}`}>{claim.stance}{claim.background ? ", background" : ""}</span>;
}

export function QuoteCard({ quotation, open }: { quotation: Quotation; open?: boolean }) {
  const { claim } = quotation;
  const marked = view.value.mark === claim.id;
  return (
    <article class={`quote${marked ? " marked" : ""}`} data-claim={claim.id}>
      <blockquote>
        <span class="soft">{lead(quotation.before)}</span><mark>{squeezed(claim.evidence)}</mark><span class="soft">{tail(quotation.after)}</span>
      </blockquote>
      <Chain outlet={quotation.outlet} links={claim.attribution} />
      <p class="quote-foot">
        <Stance claim={claim} /> <span class="chip">{plain(claim.kind)}</span> <span>published {spoken(quotation.published) || "on an unknown day"}</span>
        {quotation.copies > 0 ? <span> · {quotation.copies} {quotation.copies === 1 ? "copy" : "copies"} of these words folded</span> : null}
      </p>
      <details open={open ?? false}>
        <summary>Reading <span class="soft">confidence {claim.confidence.toFixed(2)}</span></summary>
        <Facts claim={claim} />
        <p class="soft small">Confidence {claim.confidence.toFixed(2)}: {confidenceWords(claim.confidence)}.</p>
        <ul class="because">{unique(claim).map((line) => <li key={line}>{line}</li>)}</ul>
      </details>
      <p class="actions">
        {desk().live && claim.report ? <button type="button" class="link" onClick={() => show({ page: claim.report, mark: claim.id })}>Read on the page</button> : null}
        {desk().live ? <button type="button" class="link" onClick={() => show({ screen: "review", open: `claim:${claim.id}`, page: null, mark: null })}>Review</button> : null}
      </p>
    </article>
  );
}

/** The rules behind the values, each once. */
function unique(claim: Claim): string[] {
  return [...new Set(claim.because.map((one) => `${one.part}: ${one.rule}${one.note ? ` (${one.note})` : ""}`))];
}

const squeezed = (text: string): string => text.replace(/\s+/g, " ").trim();
function lead(text: string): string {
  const words = squeezed(text.split("\n").at(-1) ?? "");
  return words ? `${words} ` : "";
}
function tail(text: string): string {
  const words = squeezed(text.split("\n")[0] ?? "");
  return words ? `${/^[.,;:!?”"')]/.test(words) ? "" : " "}${words}` : "";
}

/** Sentences by claim id; those not here yet are fetched. */
export function Quotes({ ids, empty }: { ids: readonly string[]; empty?: string }) {
  const wanted = ids.slice(0, 60);
  useEffect(() => void quote(wanted), [wanted.join()]);
  const known = quotations.value;
  const found = wanted.map((id) => known.get(id)).filter((one): one is Quotation => one !== undefined);
  if (ids.length === 0) return empty ? <p class="soft">{empty}</p> : null;
  const shown = folded(found);
  return (
    <div class="quotes">
      {found.length < wanted.length ? <p class="soft" role="status">{wanted.length - found.length} more being fetched…</p> : null}
      {shown.map(({ first, rest }) => (
        <div key={first.claim.id}>
          <QuoteCard quotation={first} />
          {rest.length ? (
            <details class="copies"><summary>{rest.length} more from pages with the same words (one origin)</summary>{rest.map((one) => <QuoteCard key={one.claim.id} quotation={one} />)}</details>
          ) : null}
        </div>
      ))}
      {ids.length > wanted.length ? <p class="soft">{ids.length - wanted.length} more sentences are not shown; narrow the view or use the export.</p> : null}
    </div>
  );
}

/** One sentence for each origin and wording; pages that carry the same words are folded below it. */
function folded(all: readonly Quotation[]): { first: Quotation; rest: Quotation[] }[] {
  const groups = new Map<string, Quotation[]>();
  for (const one of all) {
    const key = `${one.family ?? one.claim.report}|${squeezed(one.claim.evidence)}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map(([first, ...rest]) => ({ first: first as Quotation, rest }));
}

/** Independent origins among sentences: families, or single pages. */
export function originsOf(all: readonly Quotation[]): number {
  return new Set(all.map((one) => one.family ?? one.claim.report)).size;
}
