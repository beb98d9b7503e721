import { describe, expect, it } from "vitest";
import type { WorldLine } from "../src/logic/model";
import { arc, circle, lensFor, project, rings, split, unproject, unwrapped, type Point } from "../src/logic/shapes";

describe("geometry", () => {
  it("projects there and back", () => {
    for (const point of [[0, 0], [32.5, 15.5], [-179, 80], [120, -60]] as Point[]) {
      const back = unproject(project(point));
      expect(back[0]).toBeCloseTo(point[0], 8);
      expect(back[1]).toBeCloseTo(point[1], 8);
    }
  });
  it("joins coast lines to rings in any direction and leaves out what never closes", () => {
    const coast = (...line: Point[]): WorldLine => ({ kind: "coast", line });
    const found = rings([
      coast([0, 0], [1, 0], [1, 1]), coast([0, 0], [0, 1], [1, 1]), coast([5, 5], [6, 5], [6, 6], [5, 5]), coast([9, 9], [8, 8]),
      { kind: "border", line: [[0, 0], [1, 1]] },
    ]);
    expect(found).toHaveLength(2);
    for (const ring of found) expect(ring[0]).toEqual(ring.at(-1));
  });
  it("no line leaps over the edge of the world, and land there is filled on both edges", () => {
    const line: Point[] = [[170, 60], [179, 61], [-179, 62], [-170, 63]];
    expect(split(line).map((part) => part.length)).toEqual([2, 2]);
    const ring: Point[] = [[170, 60], [-170, 60], [-170, 70], [170, 70], [170, 60]];
    const filled = unwrapped(ring);
    expect(filled).toHaveLength(2);
    expect(Math.max(...(filled[0] as Point[]).map(([lon]) => lon))).toBe(190);
    expect(Math.min(...(filled[1] as Point[]).map(([lon]) => lon))).toBe(-190);
  });
  it("a circle has the radius asked for, north and east", () => {
    const ring = circle([30, 60], 111.32);
    expect(Math.max(...ring.map(([, lat]) => lat))).toBeCloseTo(61, 3);
    expect(Math.max(...ring.map(([lon]) => lon))).toBeCloseTo(32, 1);
  });
  it("an arrow ends where it leads, pointing there", () => {
    const { line, bearing } = arc([20, 0], [30, 0]);
    expect(line.at(-1)?.[0]).toBeCloseTo(30, 6);
    expect(bearing).toBeGreaterThan(45);
    expect(bearing).toBeLessThan(135);
  });
  it("a lens shows the whole box", () => {
    const [lon, lat, zoom] = lensFor([20, 5, 40, 25], 800, 600);
    expect(lon).toBeCloseTo(30, 3);
    expect(lat).toBeGreaterThan(14);
    expect(zoom).toBeGreaterThan(3);
    expect((((40 - 20) / 360) * 512 * 2 ** zoom)).toBeLessThanOrEqual(800);
  });
});
