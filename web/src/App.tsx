/** The frame of the page: what it holds, where to go, keys, help, the token. */
import { signal, useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { tinykeys } from "tinykeys";
import { changed, desk, help, loading, meta, notice, show, stepDay, stepKnown, tell, theme, view } from "./state";
import { setTiles, tiles } from "./map/hover";
import { SCREENS, type Screen } from "./logic/view";
import { Filters, Legend } from "./parts/Filters";
import { Panel } from "./parts/Panel";
import { Strip } from "./parts/Strip";
import { Disagreements } from "./screens/Disagreements";
import { Lists } from "./screens/Lists";
import { Tolls } from "./screens/Tolls";
import { Search } from "./screens/Search";

const NAMES: Record<Screen, string> = {
  map: "Map", list: "List", disagreements: "Disagreements", tolls: "Tolls", search: "Search", review: "Review", reading: "Read", sources: "Sources",
};
/** Screens that need a server. */
const LIVE = new Set<Screen>(["review", "reading", "sources"]);
const GO: Partial<Record<string, Screen>> = { m: "map", l: "list", d: "disagreements", t: "tolls", r: "review", p: "reading", s: "sources" };

export interface Screens { Atlas: ComponentType; extra: Partial<Record<Screen, ComponentType>>; keys: Record<string, () => void> }

export const tokenAsked = signal<((token: string | null) => void) | null>(null);

export function App({ screens }: { screens: Screens }) {
  useEffect(() => keys(screens), []);
  const { screen } = view.value;
  const beside = screen !== "review";
  return (
    <>
      <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); document.getElementById("main")?.focus(); }}>Skip to the content</a>
      <Header />
      <main id="main" tabIndex={-1} class={`screen-${screen}${beside ? " beside" : ""}`} aria-busy={loading.value}>
        <h1 class="hidden">{NAMES[screen]}</h1>
        {loading.value ? <p class="pad" role="status">Fetching the ledger…</p> : <Body screen={screen} screens={screens} />}
        {beside && !loading.value ? <Panel /> : null}
      </main>
      <Notice />
      {help.value ? <Help /> : null}
      {tokenAsked.value ? <Token /> : null}
    </>
  );
}

function Body({ screen, screens }: { screen: Screen; screens: Screens }) {
  const Extra = screens.extra[screen];
  if (screen === "map") return <MapScreen Atlas={screens.Atlas} />;
  if (screen === "list") return <Lists />;
  if (screen === "disagreements") return <Disagreements />;
  if (screen === "tolls") return <Tolls />;
  if (screen === "search") return <Search />;
  return Extra && desk().live ? <Extra /> : <p class="pad">This needs a running server: dateline serve.</p>;
}

function MapScreen({ Atlas }: { Atlas: ComponentType }) {
  return (
    <div class="desk">
      <Filters />
      <div class="atlas">
        <Atlas />
        <Legend />
        {view.value.since !== null ? <p class="count" role="status">{changed.value.length} places ringed: changed since {view.value.since}</p> : null}
      </div>
      <Strip />
    </div>
  );
}

const COUNTS: readonly [string, string][] = [["pages", "pages"], ["reports", "pages"], ["stories", "stories"], ["origins", "independent origins"], ["independent origins", "independent origins"], ["families", "independent origins"], ["claims", "claims"], ["events", "events"]];

function Header() {
  const counts = meta.value?.counts ?? {};
  const seen = new Set<string>();
  const shown = COUNTS.filter(([key, name]) => counts[key] !== undefined && !seen.has(name) && seen.add(name));
  return (
    <header>
      <strong class="brand">Dateline</strong>
      <nav aria-label="Screens">
        {SCREENS.filter((one) => desk()?.live || !LIVE.has(one)).map((one) => (
          <button key={one} type="button" aria-current={view.value.screen === one ? "page" : undefined} onClick={() => show({ screen: one, sort: null })}>{NAMES[one]}</button>
        ))}
      </nav>
      <p class="counts" aria-label="What the ledger holds">{shown.map(([key, name]) => <span key={key}><b>{counts[key]?.toLocaleString("en-GB")}</b> {name}</span>)}</p>
      <div class="tools">
        <button type="button" aria-label={`Use ${theme.value === "dark" ? "light" : "dark"} colours`} onClick={() => { theme.value = theme.value === "dark" ? "light" : "dark"; localStorage.setItem("dateline-theme", theme.value); }}>{theme.value === "dark" ? "☀" : "☾"}</button>
        <button type="button" aria-label="Help, keys and settings" onClick={() => { help.value = true; }}>?</button>
      </div>
    </header>
  );
}

/** Messages, read out too; a fault stays until closed. */
function Notice() {
  const now = notice.value;
  useEffect(() => {
    if (!now || now.bad) return undefined;
    const timer = setTimeout(() => { if (notice.value === now) notice.value = null; }, 5000);
    return () => clearTimeout(timer);
  }, [now]);
  return (
    <div class="notices" role="status" aria-live="polite">
      {now ? <p class={now.bad ? "notice bad" : "notice"}>{now.text} {now.bad ? <button type="button" class="link" onClick={() => { notice.value = null; }}>Close</button> : null}</p> : null}
    </div>
  );
}

const KEYS: readonly [string, string][] = [
  ["j, k", "next, previous in the queue"], ["Enter", "open"], ["a", "accept"], ["r", "reject"], ["e", "correct place, party, date, figure, stance"],
  ["m, s", "merge, split events"], ["u", "undo"], ["/", "search"], ["[ ]", "day shown: a day back, on"], ["{ }", "as known on: a day back, on"],
  ["g m, g l", "map, list"], ["g d, g t, g r", "disagreements, tolls, review"], ["g p, g s", "read pages, sources"], ["Esc", "close"], ["?", "this help"],
];

function Dialog({ label, onClose, children }: { label: string; onClose: () => void; children: preact.ComponentChildren }) {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => { box.current?.showModal(); }, []);
  return <dialog ref={box} aria-label={label} onClose={onClose}>{children}</dialog>;
}

function Help() {
  const address = useSignal(tiles.value);
  const close = (): void => { help.value = false; };
  return (
    <Dialog label="Help" onClose={close}>
      <h2>Keys</h2>
      <table><tbody>{KEYS.map(([key, words]) => <tr key={key}><th scope="row"><kbd>{key}</kbd></th><td>{words}</td></tr>)}</tbody></table>
      <h2>Reading the map</h2>
      <p>Hue is the holder; the pattern says how it is known: solid evidenced, hatched inferred, dotted claimed by the party only, crossed contested. Paler is older evidence. Dateline extracts what reports claim; it does not verify it and takes no side. Borders are the data's own; disputed ones are dashed.</p>
      <h2>Online background</h2>
      <form method="dialog" onSubmit={() => { setTiles(address.value.trim()); tell(address.value.trim() ? "Background tiles are asked for from the address given." : "No request leaves this machine."); }}>
        <label>Address of raster tiles, with {"{z}/{x}/{y}"}; empty (as shipped) means that no request leaves this machine. The server's content policy must allow it too.
          <input value={address.value} placeholder="https://…/{z}/{x}/{y}.png" onInput={(event) => { address.value = event.currentTarget.value; }} /></label>
        <p><button type="submit" class="primary">Save and close</button> <button type="button" onClick={close}>Close</button></p>
      </form>
      <p class="soft small">Dateline {meta.value?.version}. Places: GeoNames (CC BY 4.0). Borders: Natural Earth.</p>
    </Dialog>
  );
}

function Token() {
  const text = useSignal("");
  const give = (token: string | null): void => { const done = tokenAsked.value; tokenAsked.value = null; done?.(token); };
  return (
    <Dialog label="Token" onClose={() => give(null)}>
      <form method="dialog" onSubmit={() => give(text.value.trim() || null)}>
        <h2>This server wants a token</h2>
        <label>Token <input type="password" autocomplete="off" value={text.value} onInput={(event) => { text.value = event.currentTarget.value; }} /></label>
        <p class="soft">Kept for this tab only.</p>
        <button type="submit" class="primary">Go on</button>
      </form>
    </Dialog>
  );
}

function keys(screens: Screens): () => void {
  const unlessTyping = (run: () => void) => (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    const types = target.matches("textarea, select, [contenteditable], input:not([type=range]):not([type=checkbox])");
    if (types || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    run();
  };
  const all: Record<string, (event: KeyboardEvent) => void> = {
    "[": unlessTyping(() => stepDay(-1)), "]": unlessTyping(() => stepDay(1)),
    "Shift+{": unlessTyping(() => stepKnown(-1)), "Shift+}": unlessTyping(() => stepKnown(1)),
    "/": unlessTyping(() => { show({ screen: "search" }); requestAnimationFrame(() => document.getElementById("search-words")?.focus()); }),
    "Shift+?": unlessTyping(() => { help.value = true; }),
  };
  for (const [key, screen] of Object.entries(GO)) if (screen) all[`g ${key}`] = unlessTyping(() => show({ screen }));
  for (const [key, run] of Object.entries(screens.keys)) {
    all[key] = (event) => {
      if (view.value.screen === "review" && !chorded) {
        if (key === "Escape" && (event.target as HTMLElement).matches("input, select, textarea")) { (event.target as HTMLElement).blur(); run(); }
        else unlessTyping(run)(event);
      } else if (key === "Escape") escape();
    };
  }
  let chorded = false;
  let last = "";
  const chord = (event: KeyboardEvent): void => { chorded = last === "g"; last = event.key; };
  addEventListener("keydown", chord, true);
  const stop = tinykeys(window, all);
  return () => { stop(); removeEventListener("keydown", chord, true); };
}

function escape(): void {
  if (document.querySelector("dialog[open]")) return;
  if (view.value.page) show({ page: null });
  else if (view.value.open) show({ open: null, mark: null });
}
