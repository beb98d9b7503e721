/** The served page. */
import { useSignal } from "@preact/signals";
import { render } from "preact";
import { lazy, Suspense } from "preact/compat";
import "./style.css";
import { App, tokenAsked } from "./App";
import { begin } from "./begin";
import { Server } from "./desk/server";
import { DrawnMap } from "./map/DrawnMap";
import { Reading } from "./screens/Reading";
import { Review, REVIEW_KEYS } from "./screens/Review";
import { Sources } from "./screens/Sources";

const GlMap = lazy(() => import("./map/GlMap").then((all) => ({ default: all.GlMap })));

/** WebGL where it works, else the drawn map; `?map=drawn` asks for the drawn one. */
function Atlas() {
  const drawn = useSignal(new URLSearchParams(location.search).get("map") === "drawn" || !webgl());
  if (drawn.value) return <DrawnMap />;
  return <Suspense fallback={<div class="map-frame"><p class="pad" role="status">Fetching the map…</p></div>}><GlMap onFailed={() => { drawn.value = true; }} /></Suspense>;
}

function webgl(): boolean {
  try {
    return document.createElement("canvas").getContext("webgl2") !== null;
  } catch {
    return false;
  }
}

const server = new Server(() => new Promise((resolve) => { tokenAsked.value = resolve; }));
begin(server);
render(<App screens={{ Atlas, extra: { review: Review, reading: Reading, sources: Sources }, keys: REVIEW_KEYS }} />, document.getElementById("desk") as HTMLElement);
