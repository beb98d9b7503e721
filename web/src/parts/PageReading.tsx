/** A page drawn as read: story in full, captions and page furniture folded and grey, the claim marked. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { spoken } from "../logic/days";
import { plain } from "../logic/look";
import type { Diff, PageView } from "../logic/model";
import { folded, grouped, holdsClaim, passages, type Passage } from "../logic/passages";
import { desk, fault, quote, show, view } from "../state";
import { Quotes } from "./Quote";

export function PageReading({ id, bare }: { id: string; bare?: boolean }) {
  const page = useSignal<PageView | null>(null);
  const raw = useSignal(false);
  const box = useRef<HTMLDivElement>(null);
  const mark = view.value.mark;
  useEffect(() => {
    page.value = null;
    desk().live?.page(id).then((found) => { page.value = found; }, fault);
  }, [id]);
  useEffect(() => {
    if (page.value && mark) box.current?.querySelector(`[data-marked]`)?.scrollIntoView({ block: bare ? "nearest" : "center", behavior: "auto" });
  }, [page.value, mark]);
  const shown = page.value;
  if (!shown) return <p class="soft" role="status">Fetching the page…</p>;
  return (
    <section class="page" aria-label="The page as read" ref={box}>
      {bare ? null : <button type="button" class="link" onClick={() => show({ page: null })}>← back to the evidence</button>}
      <h3>{shown.title ?? "Page without a title"}</h3>
      <p class="soft small">
        {shown.outlet ?? "outlet unknown"} · published {spoken(shown.published) || "on an unknown day"} ({shown.published_basis}{shown.published_reason ? `: ${shown.published_reason}` : ""})
        {shown.version ? ` · version ${shown.version}` : ""}
      </p>
      <div class="sheet">
        {raw.value ? <pre tabIndex={0} aria-label="Text as read">{shown.text}</pre> : grouped(passages(shown)).map((group, index) => <Group key={index} group={group} mark={mark} />)}
      </div>
      <p class="actions">
        <button type="button" class="link" aria-pressed={raw.value} onClick={() => { raw.value = !raw.value; }}>{raw.value ? "With labels" : "Raw text"}</button>
      </p>
      {mark && !bare ? <MarkedClaim id={mark} /> : null}
      <Versions page={shown} />
      <dl class="facts small">
        <div><dt>sha-256</dt><dd class="hash">{shown.raw_sha256 || "unknown"}</dd></div>
        <div><dt>retrieved</dt><dd>{shown.retrieved_at ?? "unknown"}</dd></div>
        {shown.url ? <div><dt>address</dt><dd class="hash">{shown.url}</dd></div> : null}
      </dl>
      {shown.places?.length ? <RunnersUp page={shown} mark={mark} /> : null}
    </section>
  );
}

function MarkedClaim({ id }: { id: string }) {
  useEffect(() => void quote([id]), [id]);
  return <Quotes ids={[id]} />;
}

const FOLD_WORDS: Partial<Record<Passage["kind"], string>> = {
  caption: "Captions", teaser: "Teasers of other stories", navigation: "Navigation", boilerplate: "Boilerplate",
};

function Group({ group, mark }: { group: Passage[]; mark: string | null }) {
  const first = group[0] as Passage;
  const parts = group.map((one, index) => <Region key={index} passage={one} mark={mark} />);
  if (!folded(first)) return <>{parts}</>;
  const name = first.repeats ? `Repeats ${first.kind}` : (FOLD_WORDS[first.kind] ?? first.kind);
  return <details class={`fold ${first.kind}`} open={holdsClaim(group)}><summary>{name}</summary>{parts}</details>;
}

function Region({ passage, mark }: { passage: Passage; mark: string | null }) {
  const pieces = passage.pieces.map((piece, index) => {
    const first = piece.claims[0];
    if (!first) return <span key={index}>{piece.text}</span>;
    const marked = mark !== null && piece.claims.includes(mark);
    return marked ? (
      <mark key={index} data-marked="true">{piece.text}</mark>
    ) : (
      <span key={index} class="claimed" role="button" tabIndex={0} title="A claim was read here" onClick={() => show({ mark: first })} onKeyDown={(event) => { if (event.key === "Enter") show({ mark: first }); }}>{piece.text}</span>
    );
  });
  return passage.kind === "headline" ? <p class="headline region" data-region="headline">{pieces}</p> : <p class={`region ${passage.kind}`} data-region={passage.kind}>{pieces}</p>;
}

function Versions({ page }: { page: PageView }) {
  const diff = useSignal<Diff | null>(null);
  useEffect(() => { diff.value = null; }, [page.id]);
  if (page.versions.length < 2) return null;
  return (
    <details onToggle={(event) => { if ((event.currentTarget as HTMLDetailsElement).open && !diff.value) desk().live?.diff(page.id).then((found) => { diff.value = found; }, fault); }}>
      <summary>{page.versions.length} versions of this page; what changed since the one before</summary>
      <div class="diff">
        {diff.value?.lines.map((line, index) => (
          <p key={index} class={line.op}>{line.op === "same" ? line.text : line.op === "gone" ? <del><span class="hidden">taken out: </span>{line.text}</del> : <ins><span class="hidden">put in: </span>{line.text}</ins>}</p>
        )) ?? <p class="soft">Comparing…</p>}
      </div>
      <p class="actions">{page.versions.map((id, index) => <button type="button" class="link" aria-current={id === page.id} onClick={() => show({ page: id, mark: null })}>version {index + 1}</button>)}</p>
    </details>
  );
}

/** Places named in the marked claim with the readings that came second. */
function RunnersUp({ page, mark }: { page: PageView; mark: string | null }) {
  const claim = page.claims.find((one) => one.id === mark);
  const near = (page.places ?? []).filter((one) => one.alternatives.length && claim && one.start >= claim.start && one.end <= claim.end);
  if (!near.length) return null;
  return (
    <details>
      <summary>Places that were considered</summary>
      {near.map((one) => (
        <p class="small" key={one.start}>“{one.text}” read as {one.name}, {one.country ?? "?"} ({plain(one.kind)}); also possible: {one.alternatives.map((other) => `${other.name}, ${other.country ?? "?"} (${other.score.toFixed(2)})`).join("; ")}</p>
      ))}
    </details>
  );
}
