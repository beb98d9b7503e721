/** The map drawn with WebGL: own basemap, no glyph server, no request beyond this page. */
import { effect } from "@preact/signals";
import {
  Map as GlMapType, NavigationControl, ScaleControl, setWorkerUrl, type ExpressionSpecification, type GeoJSONSource, type MapMouseEvent, type StyleSpecification,
} from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import workerAddress from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { useEffect, useRef } from "preact/hooks";
import type { FeatureCollection } from "geojson";
import type { Pattern, Theme } from "../logic/look";
import type { Label, WorldLine } from "../logic/model";
import type { Scene } from "../logic/scene";
import { lensFor, rings, round, split } from "../logic/shapes";
import { labels, meta, scene, show, tell, theme, view, world } from "../state";
import { PAPER } from "./colours";
import { arrowIcon, dotIcon, gateIcon, RATIO, spotIcon, tileIcon } from "./icons";
import { hoverable, onlineStyle, type Hover } from "./hover";

setWorkerUrl(workerAddress);

type Feature = { type: "Feature"; id?: number; properties: Record<string, unknown>; geometry: { type: string; coordinates: unknown } };
const PATTERNS: readonly Pattern[] = ["hatched", "dots", "crossed", "hollow"];
const PICKABLE = ["gates", "spots", "dots", "arrows", "areas", "clusters"];
/** Above this many places and events they are drawn in clusters. */
export const CLUSTER_ABOVE = 400;

const collect = (features: Feature[]): FeatureCollection => ({ type: "FeatureCollection", features }) as unknown as FeatureCollection;
const point = (lon: number, lat: number, properties: Record<string, unknown>): Feature => ({ type: "Feature", properties, geometry: { type: "Point", coordinates: [lon, lat] } });

function basemap(lines: readonly WorldLine[]): FeatureCollection {
  const drawn: Feature[] = lines.map(({ kind, line }) => ({ type: "Feature", properties: { kind }, geometry: { type: "MultiLineString", coordinates: split(line) } }));
  const land: Feature[] = rings(lines).map((ring) => ({ type: "Feature", properties: { kind: "land" }, geometry: { type: "Polygon", coordinates: [ring] } }));
  return collect([...land, ...drawn]);
}

function named(rows: readonly Label[]): FeatureCollection {
  return collect(rows.map(([name, lon, lat, rank]) => point(lon, lat, { name, rank })));
}

function spotsOf(drawing: Scene): FeatureCollection {
  return collect(drawing.spots.map((one) =>
    point(one.lon, one.lat, { pick: `place:${one.key}`, name: one.name, label: one.label, icon: `spot|${one.colour}|${one.pattern}|${one.opacity}`, halo: one.chosen ? 2 : one.changed ? 1 : 0 }),
  ));
}

function areasOf(drawing: Scene): FeatureCollection {
  return collect(drawing.areas.map((one) => ({
    type: "Feature",
    properties: { pick: `place:${one.key}`, label: one.label, colour: one.colour, pattern: one.pattern, opacity: one.opacity, outlined: one.outlined, halo: one.chosen ? 2 : one.changed ? 1 : 0 },
    geometry: { type: "MultiPolygon", coordinates: one.rings },
  })));
}

function gatesOf(drawing: Scene): FeatureCollection {
  return collect(drawing.gates.map((one) =>
    point(one.lon, one.lat, { pick: `crossing:${one.id}`, label: one.label, icon: `gate|${one.state}`, offset: [one.position * 20, 0], halo: one.chosen ? 2 : 0 }),
  ));
}

function arrowsOf(drawing: Scene): FeatureCollection {
  return collect(drawing.arrows.flatMap((one) => {
    const properties = { pick: `movement:${one.id}`, label: one.label, weight: one.weight + (one.chosen ? 2 : 0), bearing: one.bearing, stub: one.stub };
    const end = one.line.at(-1) ?? [0, 0];
    return [{ type: "Feature", properties, geometry: { type: "LineString", coordinates: one.line } } as Feature, point(end[0], end[1], properties)];
  }));
}

function dotsOf(drawing: Scene): FeatureCollection {
  return collect(drawing.dots.map((one) => point(one.lon, one.lat, { pick: `event:${one.id}`, label: one.label, size: 0.8 + one.weight * 0.25 + (one.chosen ? 0.5 : 0) })));
}

function style(at: Theme): StyleSpecification {
  const paper = PAPER[at];
  const face = ["Helvetica Neue", "Arial", "Noto Sans", "Noto Sans Arabic", "sans-serif"];
  const empty = { type: "geojson" as const, data: collect([]) };
  const kind = (name: string): ExpressionSpecification => ["==", ["get", "kind"], name];
  return {
    version: 8,
    sources: {
      world: empty, names: empty, areas: empty, gates: empty, arrows: empty,
      spots: { ...empty, cluster: false, clusterRadius: 34, clusterMaxZoom: 7 },
      dots: { ...empty, cluster: false, clusterRadius: 26, clusterMaxZoom: 7 },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": paper.sea } },
      { id: "land", type: "fill", source: "world", filter: kind("land"), paint: { "fill-color": paper.land, "fill-antialias": false } },
      { id: "areas", type: "fill", source: "areas", paint: { "fill-color": ["get", "colour"], "fill-opacity": ["*", ["get", "opacity"], ["case", ["==", ["get", "pattern"], "hollow"], 0.12, 0.42]] } },
      ...PATTERNS.filter((one) => one !== "hollow").map((one) => ({
        id: `areas-${one}`, type: "fill" as const, source: "areas", filter: ["==", ["get", "pattern"], one] as ExpressionSpecification,
        paint: { "fill-pattern": `tile|${one}`, "fill-opacity": 0.75 },
      })),
      { id: "areas-edge", type: "line", source: "areas", paint: { "line-color": ["get", "colour"], "line-width": ["+", 1.3, ["get", "halo"]], "line-dasharray": ["case", ["get", "outlined"], ["literal", [1, 0]], ["literal", [3, 2]]] as never } },
      { id: "coast", type: "line", source: "world", filter: kind("coast"), paint: { "line-color": paper.coast, "line-width": 0.8 } },
      { id: "border", type: "line", source: "world", filter: kind("border"), paint: { "line-color": paper.border, "line-width": 0.9 } },
      { id: "disputed", type: "line", source: "world", filter: kind("disputed"), paint: { "line-color": paper.disputed, "line-width": 1.3, "line-dasharray": [3, 2.5] } },
      {
        id: "countries", type: "symbol", source: "names", filter: ["<=", ["get", "rank"], ["step", ["zoom"], 0, 5, 0.5]], maxzoom: 8,
        layout: { "text-field": ["get", "name"], "text-font": face, "text-size": ["interpolate", ["linear"], ["zoom"], 2, 10, 6, 15], "text-letter-spacing": 0.12, "text-transform": "uppercase", "text-max-width": 7 },
        paint: { "text-color": paper.soft, "text-opacity": 0.75, "text-halo-color": paper.land, "text-halo-width": 1 },
      },
      {
        id: "cities", type: "symbol", source: "names",
        filter: ["all", [">=", ["get", "rank"], 1], ["<=", ["get", "rank"], ["step", ["zoom"], 0, 3.2, 1, 4.6, 2, 5.6, 3, 6.8, 4]]],
        layout: { "text-field": ["get", "name"], "text-font": face, "text-size": 11, "text-max-width": 8 },
        paint: { "text-color": paper.soft, "text-halo-color": paper.land, "text-halo-width": 1.2 },
      },
      { id: "arrows", type: "line", source: "arrows", filter: ["==", ["geometry-type"], "LineString"], layout: { "line-cap": "round" }, paint: { "line-color": paper.soft, "line-width": ["get", "weight"], "line-opacity": 0.85 } },
      { id: "arrow-heads", type: "symbol", source: "arrows", filter: ["==", ["geometry-type"], "Point"], layout: { "icon-image": "arrow", "icon-rotate": ["get", "bearing"], "icon-rotation-alignment": "map", "icon-allow-overlap": true, "icon-ignore-placement": true } },
      { id: "dots", type: "symbol", source: "dots", filter: ["!", ["has", "point_count"]], layout: { "icon-image": "dot", "icon-size": ["get", "size"], "icon-allow-overlap": true, "icon-ignore-placement": true } },
      { id: "dot-clusters", type: "circle", source: "dots", filter: ["has", "point_count"], paint: { "circle-color": paper.ink, "circle-opacity": 0.35, "circle-radius": ["step", ["get", "point_count"], 7, 20, 10, 100, 14] } },
      { id: "spot-halo", type: "circle", source: "spots", filter: [">", ["coalesce", ["get", "halo"], 0], 0], paint: { "circle-color": "transparent", "circle-radius": 14, "circle-stroke-color": paper.mark, "circle-stroke-width": ["match", ["get", "halo"], 2, 3, 1.6] } },
      {
        id: "spots", type: "symbol", source: "spots", filter: ["!", ["has", "point_count"]],
        layout: {
          "icon-image": ["get", "icon"], "icon-allow-overlap": true, "icon-ignore-placement": false, "text-field": ["get", "name"], "text-font": face, "text-size": 12,
          "text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": 1, "text-optional": true, "text-max-width": 9,
        },
        paint: { "text-color": paper.ink, "text-halo-color": paper.halo, "text-halo-width": 1.6 },
      },
      { id: "clusters", type: "circle", source: "spots", filter: ["has", "point_count"], paint: { "circle-color": paper.halo, "circle-stroke-color": paper.ink, "circle-stroke-width": 2, "circle-radius": ["step", ["get", "point_count"], 13, 20, 17, 100, 22] } },
      { id: "cluster-counts", type: "symbol", source: "spots", filter: ["has", "point_count"], layout: { "text-field": ["get", "point_count_abbreviated"], "text-font": face, "text-size": 12, "text-allow-overlap": true }, paint: { "text-color": paper.ink } },
      { id: "gate-halo", type: "circle", source: "gates", filter: [">", ["get", "halo"], 0], paint: { "circle-color": "transparent", "circle-radius": 15, "circle-stroke-color": paper.mark, "circle-stroke-width": 3 } },
      { id: "gates", type: "symbol", source: "gates", layout: { "icon-image": ["get", "icon"], "icon-offset": ["get", "offset"], "icon-allow-overlap": true, "icon-ignore-placement": true } },
    ],
  };
}

/** Hands over the pictures that the style asks for, when it asks. */
function givePictures(map: GlMapType, id: string): void {
  if (map.hasImage(id)) return;
  const [sort, first = "", second = "", third = "1"] = id.split("|");
  const at = theme.peek();
  const picture =
    sort === "spot" ? spotIcon(first, second as Pattern, Number(third), at)
    : sort === "tile" ? tileIcon(first as Pattern, at)
    : sort === "gate" ? gateIcon(first as "open", at)
    : sort === "dot" ? dotIcon(at)
    : sort === "arrow" ? arrowIcon(at)
    : null;
  if (picture) map.addImage(id, picture, { pixelRatio: RATIO });
}

function set(map: GlMapType, id: string, data: FeatureCollection): void {
  (map.getSource(id) as GeoJSONSource | undefined)?.setData(data);
}

function drawScene(map: GlMapType, drawing: Scene): void {
  for (const [id, count] of [["spots", drawing.spots.length], ["dots", drawing.dots.length]] as const) {
    const source = map.getSource(id) as GeoJSONSource | undefined;
    if (source) clustering(source, count > CLUSTER_ABOVE);
  }
  set(map, "spots", spotsOf(drawing));
  set(map, "areas", areasOf(drawing));
  set(map, "gates", gatesOf(drawing));
  set(map, "arrows", arrowsOf(drawing));
  set(map, "dots", dotsOf(drawing));
}

const clustered = new WeakMap<GeoJSONSource, boolean>();
function clustering(source: GeoJSONSource, wanted: boolean): void {
  if ((clustered.get(source) ?? false) === wanted) return;
  clustered.set(source, wanted);
  source.setClusterOptions({ cluster: wanted, clusterRadius: 34, clusterMaxZoom: 7 });
}

function features(map: GlMapType, event: MapMouseEvent): { pick: string; label: string }[] {
  const { x, y } = event.point;
  const layers = PICKABLE.filter((id) => map.getLayer(id));
  const found = map.queryRenderedFeatures([[x - 4, y - 4], [x + 4, y + 4]], { layers });
  return found
    .map((one) => one.properties as { pick?: string; label?: string; point_count?: number; cluster_id?: number })
    .map((one) => ({ pick: one.pick ?? `cluster:${one.cluster_id}`, label: one.label ?? `${one.point_count} places` }));
}

async function pick(map: GlMapType, event: MapMouseEvent): Promise<void> {
  const first = features(map, event)[0];
  if (!first) return;
  if (!first.pick.startsWith("cluster:")) return show({ open: first.pick, page: null, mark: null });
  const source = map.getSource("spots") as GeoJSONSource;
  const zoom = await source.getClusterExpansionZoom(Number(first.pick.slice(8)));
  map.easeTo({ center: event.lngLat, zoom, animate: !stillness() });
}

function stillness(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function open(box: HTMLElement): GlMapType {
  const [lon, lat, zoom] = view.peek().lens ?? lensFor(meta.peek()?.area ?? [], box.clientWidth, box.clientHeight);
  return new GlMapType({
    container: box, style: style(theme.peek()), center: [lon, lat], zoom, fadeDuration: 0, attributionControl: false,
    dragRotate: false, pitchWithRotate: false, maxZoom: 14, minZoom: 0.5, renderWorldCopies: false, canvasContextAttributes: { preserveDrawingBuffer: true },
  });
}

function follow(map: GlMapType, hover: Hover): () => void {
  let ready = false;
  map.setMissingStyleImageResolver((id) => givePictures(map, id));
  const stops: (() => void)[] = [];
  const whenReady = (run: () => void): void => { stops.push(effect(() => { if (ready) run(); })); };
  const begin = (): void => {
    ready = true;
    for (const stop of stops.splice(0)) stop();
    whenReady(() => set(map, "world", basemap(world.value)));
    whenReady(() => set(map, "names", named(labels.value)));
    whenReady(() => drawScene(map, scene.value));
    onlineStyle(map);
  };
  map.on("style.load", begin);
  let drawn: Theme = theme.peek();
  const restyle = effect(() => {
    if (theme.value === drawn) return;
    drawn = theme.value;
    for (const id of map.listImages()) map.removeImage(id);
    map.setStyle(style(drawn), { diff: false });
  });
  map.on("moveend", () => {
    const { lng, lat } = map.getCenter();
    show({ lens: [round(lng, 4), round(lat, 4), round(map.getZoom(), 2)] });
  });
  map.on("click", (event) => void pick(map, event));
  map.on("mousemove", (event) => {
    const first = features(map, event)[0];
    map.getCanvas().style.cursor = first ? "pointer" : "";
    hover.say(first?.label ?? null, event.point.x, event.point.y);
  });
  map.on("mouseout", () => hover.say(null, 0, 0));
  const lens = effect(() => {
    const wanted = view.value.lens;
    if (!wanted) return;
    const { lng, lat } = map.getCenter();
    if (Math.abs(lng - wanted[0]) + Math.abs(lat - wanted[1]) + Math.abs(map.getZoom() - wanted[2]) > 0.02 && !map.isMoving()) {
      map.jumpTo({ center: [wanted[0], wanted[1]], zoom: wanted[2] });
    }
  });
  return () => { for (const stop of [...stops, restyle, lens]) stop(); };
}

export function GlMap({ onFailed }: { onFailed: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  const tip = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let map: GlMapType;
    try {
      map = open(box.current as HTMLElement);
    } catch {
      tell("This browser draws no WebGL; a simpler map is shown.");
      onFailed();
      return undefined;
    }
    map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    map.addControl(new ScaleControl({}), "bottom-left");
    map.getCanvas().setAttribute("aria-label", "Map of places by holder. Arrow keys move it, plus and minus zoom. Press g then l for the same as a list.");
    map.on("idle", () => box.current?.setAttribute("data-idle", "true"));
    const stop = follow(map, hoverable(tip.current as HTMLElement));
    const resize = new ResizeObserver(() => map.resize());
    resize.observe(box.current as HTMLElement);
    return () => { stop(); resize.disconnect(); map.remove(); };
  }, []);
  return (
    <div class="map-frame">
      <div class="map" data-map="gl" ref={box} />
      <div class="tip" ref={tip} aria-hidden="true" hidden />
    </div>
  );
}
