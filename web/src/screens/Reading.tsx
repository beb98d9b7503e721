/** Pages in: files dropped or chosen, a page pasted; progress and problems. */
import { useSignal, type Signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { ReadJob, ReadOrder } from "../logic/model";
import { desk, fault, refresh, show, tell } from "../state";

const PAUSE = 700;
const FIELDS: readonly (readonly [keyof ReadOrder, string])[] = [
  ["title", "Title"], ["outlet", "Outlet"], ["url", "Address"], ["published", "Published (YYYY-MM-DD)"],
];

export function Reading() {
  const job = useSignal<ReadJob | null>(null);
  const over = useSignal(false);
  useEffect(() => follow(job), [job.value?.id, job.value?.state]);
  const send = (order: ReadOrder | File[]): void => {
    desk().live?.read(order).then((started) => { job.value = started; tell("Reading started."); }, fault);
  };
  return (
    <section class="scroll pad" aria-label="Reading">
      <h2>Read pages</h2>
      <div
        class={`drop${over.value ? " over" : ""}`}
        onDragOver={(event) => { event.preventDefault(); over.value = true; }} onDragLeave={() => { over.value = false; }}
        onDrop={(event) => { event.preventDefault(); over.value = false; const files = [...(event.dataTransfer?.files ?? [])]; if (files.length) send(files); }}
      >
        <p>Drop files here: text dumps, HTML, WARC, RSS or Atom, JSONL. They are told apart by their content and stay on this machine.</p>
        <label class="button">Choose files<input type="file" multiple onChange={(event) => { const files = [...(event.currentTarget.files ?? [])]; if (files.length) send(files); event.currentTarget.value = ""; }} /></label>
      </div>
      <Paste onSend={send} />
      {job.value ? <Job job={job.value} /> : null}
    </section>
  );
}

function Paste({ onSend }: { onSend: (order: ReadOrder) => void }) {
  const form = useRef<HTMLFormElement>(null);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const data = new FormData(form.current as HTMLFormElement);
    const body = String(data.get("body") ?? "");
    if (!body.trim()) return tell("Paste a page first.", true);
    const order: ReadOrder = /^\s*<(!doctype|html|head|body|article|div|p)\b/i.test(body) ? { html: body } : { text: body };
    for (const [key] of FIELDS) { const value = String(data.get(key) ?? "").trim(); if (value) order[key] = value; }
    onSend(order);
  };
  return (
    <form class="paste" ref={form} onSubmit={submit}>
      <label>Or paste a page, text or HTML<textarea name="body" rows={8} /></label>
      <div class="fields">{FIELDS.map(([key, name]) => <label key={key}>{name} <input name={key} /></label>)}</div>
      <p class="soft small">Without a day of publication, “on Tuesday” stays a Tuesday of no known week.</p>
      <button type="submit" class="primary">Read it</button>
    </form>
  );
}

const STATE_WORDS: Record<ReadJob["state"], string> = { waiting: "waiting", reading: "reading", deriving: "putting the picture together", done: "done", failed: "failed" };

function Job({ job }: { job: ReadJob }) {
  return (
    <section aria-label="Progress" class="job">
      <h3>Progress</h3>
      <progress aria-label="Pages read" max={Math.max(1, job.total)} value={job.done} />
      <p role="status">{STATE_WORDS[job.state]}: {job.done} of {job.total} page{job.total === 1 ? "" : "s"}{job.message ? `. ${job.message}` : ""}</p>
      {job.problems.length ? <><h3>{job.problems.length} problem{job.problems.length === 1 ? "" : "s"}</h3><ul>{job.problems.map((one, index) => <li key={index}><strong>{one.code}</strong> {one.place}: {one.message}</li>)}</ul></> : null}
      {job.reports.length ? <ul class="plain">{job.reports.map((id) => <li key={id}><button type="button" class="row" onClick={() => show({ page: id, mark: null })}>See the page {id} as read</button></li>)}</ul> : null}
    </section>
  );
}

function follow(job: Signal<ReadJob | null>): (() => void) | undefined {
  const now = job.value;
  if (!now || now.state === "failed") return undefined;
  if (now.state === "done") { void refresh().catch(fault); return undefined; }
  const timer = setInterval(() => desk().live?.job(now.id).then((found) => { job.value = found; }, fault), PAUSE);
  return () => clearInterval(timer);
}
