/** Geometry for the maps: Mercator, rings from coast lines, a circle for an area without outline, arrows. */
import type { WorldLine } from "./model";

export type Point = [number, number];

const MOST = 85.05;

/** Longitude and latitude to the unit square of Web Mercator. */
export function project([lon, lat]: Point): Point {
  const bounded = Math.max(-MOST, Math.min(MOST, lat));
  const sine = Math.sin((bounded * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

export function unproject([x, y]: Point): Point {
  return [(x - 0.5) * 360, (Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) * 360) / Math.PI - 90];
}

/** The line in parts that do not leap from one edge of the world to the other. */
export function split(line: readonly Point[]): Point[][] {
  const parts: Point[][] = [[]];
  for (const [index, point] of line.entries()) {
    const before = line[index - 1];
    if (before && Math.abs(before[0] - point[0]) > 180) parts.push([]);
    parts.at(-1)?.push(point);
  }
  return parts.filter((part) => part.length > 1);
}

/** A ring whose longitudes run on past the edge of the world, and the same one turn back so that both edges are filled. */
export function unwrapped(ring: readonly Point[]): Point[][] {
  let turn = 0;
  let before: Point | undefined;
  const onward = ring.map((point) => {
    if (before && Math.abs(before[0] - point[0]) > 180) turn += before[0] > point[0] ? 360 : -360;
    before = point;
    return [point[0] + turn, point[1]] as Point;
  });
  const longitudes = onward.map(([lon]) => lon);
  const [west, east] = [Math.min(...longitudes), Math.max(...longitudes)];
  const shifted = (by: number): Point[] => onward.map(([lon, lat]) => [lon + by, lat]);
  if (turn !== 0) return [[...ring]];
  return [onward, ...(east > 180 ? [shifted(-360)] : []), ...(west < -180 ? [shifted(360)] : [])];
}

/** Joins coast lines end to end into closed rings; lines that find no partner are left out. */
export function rings(lines: readonly WorldLine[]): Point[][] {
  const closed: Point[][] = [];
  const loose = new Map<string, Point[][]>();
  const key = (point: Point): string => `${point[0]},${point[1]}`;
  const put = (line: Point[]): void => {
    for (const end of [key(line[0] as Point), key(line.at(-1) as Point)]) loose.set(end, [...(loose.get(end) ?? []), line]);
  };
  const take = (line: Point[]): void => {
    for (const end of [key(line[0] as Point), key(line.at(-1) as Point)]) loose.set(end, (loose.get(end) ?? []).filter((one) => one !== line));
  };
  for (const { kind, line } of lines) {
    if (kind !== "coast" || line.length < 2) continue;
    if (key(line[0] as Point) === key(line.at(-1) as Point)) closed.push(line);
    else put(line);
  }
  for (const group of [...loose.values()]) {
    let chain = group.find((line) => (loose.get(key(line[0] as Point)) ?? []).includes(line));
    if (!chain) continue;
    take(chain);
    while (key(chain[0] as Point) !== key(chain.at(-1) as Point)) {
      const end: string = key(chain.at(-1) as Point);
      const next: Point[] | undefined = loose.get(end)?.[0];
      if (!next) break;
      take(next);
      const onward: Point[] = key(next[0] as Point) === end ? next : [...next].reverse();
      chain = [...chain, ...onward.slice(1)];
    }
    if (key(chain[0] as Point) === key(chain.at(-1) as Point)) closed.push(chain);
  }
  return closed.flatMap(unwrapped);
}

/** A ring of the given radius in km around a point. */
export function circle([lon, lat]: Point, km: number, corners = 48): Point[] {
  const high = km / 111.32;
  const wide = high / Math.max(0.1, Math.cos((lat * Math.PI) / 180));
  return Array.from({ length: corners + 1 }, (_, index) => {
    const turn = (index / corners) * 2 * Math.PI;
    return [lon + wide * Math.sin(turn), lat + high * Math.cos(turn)] as Point;
  });
}

/** A gentle arc from one point to another, and the bearing at its end in degrees clockwise from north. */
export function arc(from: Point, to: Point, steps = 24): { line: Point[]; bearing: number } {
  const [ax, ay] = project(from);
  const [bx, by] = project(to);
  const middle: Point = [(ax + bx) / 2 + (by - ay) * 0.15, (ay + by) / 2 - (bx - ax) * 0.15];
  const at = (t: number): Point => {
    const u = 1 - t;
    return [u * u * ax + 2 * u * t * middle[0] + t * t * bx, u * u * ay + 2 * u * t * middle[1] + t * t * by];
  };
  const flat = Array.from({ length: steps + 1 }, (_, index) => at(index / steps));
  const [px, py] = flat.at(-2) as Point;
  return { line: flat.map(unproject), bearing: (Math.atan2(bx - px, py - by) * 180) / Math.PI };
}

/** Middle and zoom that show a box [west, south, east, north] in a window of the given size. */
export function lensFor(area: readonly number[], width: number, height: number): [number, number, number] {
  const [west = -170, south = -58, east = 180, north = 75] = area;
  const [x0, y0] = project([west, north]);
  const [x1, y1] = project([east, south]);
  const zoom = Math.log2(Math.min(width / 512 / Math.max(x1 - x0, 1e-6), height / 512 / Math.max(y1 - y0, 1e-6)));
  const [lon, lat] = unproject([(x0 + x1) / 2, (y0 + y1) / 2]);
  return [round(lon, 4), round(lat, 4), round(Math.max(0.5, Math.min(9, zoom - 0.2)), 2)];
}

export function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
