/** The small label beside the pointer, and the online basemap that a person may switch on. */
import { effect, signal } from "@preact/signals";
import type { Map as GlMapType } from "maplibre-gl";

export interface Hover { say(label: string | null, x: number, y: number): void }

export function hoverable(tip: HTMLElement): Hover {
  return {
    say(label, x, y) {
      tip.hidden = label === null;
      tip.textContent = label ?? "";
      tip.style.transform = `translate(${Math.round(x + 14)}px, ${Math.round(y + 10)}px)`;
    },
  };
}

const KEY = "dateline-tiles";
/** Address of raster tiles ({z}/{x}/{y}) to lie under the map; empty (as shipped) keeps every request on this machine. */
export const tiles = signal(typeof localStorage === "undefined" ? "" : (localStorage.getItem(KEY) ?? ""));

export function setTiles(address: string): void {
  tiles.value = address;
  if (address) localStorage.setItem(KEY, address);
  else localStorage.removeItem(KEY);
}

export function onlineStyle(map: GlMapType): () => void {
  return effect(() => {
    if (map.getLayer("tiles")) map.removeLayer("tiles");
    if (map.getSource("tiles")) map.removeSource("tiles");
    if (!tiles.value) return;
    map.addSource("tiles", { type: "raster", tiles: [tiles.value], tileSize: 256 });
    map.addLayer({ id: "tiles", type: "raster", source: "tiles" }, "areas");
  });
}
