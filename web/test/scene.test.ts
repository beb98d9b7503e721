import { describe, expect, it } from "vitest";
import { scene, type SceneInput } from "../src/logic/scene";
import { crossing, event, holding, place } from "./make";

const input = (more: Partial<SceneInput> = {}): SceneInput => ({
  holdings: [], crossings: [], movements: [], events: [], on: "2023-02-01", known: null, window: 30, controllers: ["Army", "Rebels"], theme: "light",
  outlines: new Map(), changed: new Set(), open: null, keep: () => true, ...more,
});

describe("what the map shows", () => {
  it("a town is a spot, a province an area of its size, one with an outline that outline", () => {
    const wide = holding("Wide", { place: place("Wide", { kind: "admin1", precision: 100 }) });
    const shaped = holding("Shaped", { place: place("Shaped", { kind: "admin1" }) });
    const drawn = scene(input({ holdings: [holding("Town"), wide, shaped], outlines: new Map([["t:Shaped", [[[[0, 0], [1, 0], [0, 1], [0, 0]]]]]]) }));
    expect(drawn.spots.map((one) => one.name)).toEqual(["Town"]);
    expect(drawn.areas.map((one) => [one.name, one.outlined])).toEqual([["Wide", false], ["Shaped", true]]);
  });
  it("a place without a position is not drawn anywhere", () => {
    expect(scene(input({ holdings: [holding("Lost", { place: place("Lost", { lat: null, lon: null }) })] })).spots).toEqual([]);
  });
  it("one spot for a place with several answers", () => {
    const drawn = scene(input({ holdings: [holding("A", { id: "h_1", status: "inferred", controller: "Rebels" }), holding("A", { id: "h_2" })] }));
    expect(drawn.spots).toHaveLength(1);
    expect(drawn.spots[0]?.label).toContain("held by Army, evidenced");
  });
  it("the sides of a crossing stand beside each other", () => {
    const drawn = scene(input({ crossings: [crossing("Gate", { side: "Chad" }), crossing("Gate", { side: "Sudan", state: "closed" })] }));
    expect(drawn.gates.map((one) => one.position)).toEqual([-0.5, 0.5]);
    expect(drawn.gates[1]?.label).toBe("Gate, Sudan side: closed");
  });
  it("movements with one known end are arrows out of or into it; those without any are left to the list", () => {
    const when = { earliest: "2023-01-20", latest: "2023-01-20", basis: "stated" };
    const one = { id: "m_1", from: place("A"), to: null, when, figures: [], claims: [] };
    const none = { id: "m_2", from: null, to: null, when, figures: [], claims: [] };
    const drawn = scene(input({ movements: [one, none] }));
    expect(drawn.arrows.map((arrow) => [arrow.id, arrow.stub])).toEqual([["m_1", true]]);
  });
  it("events of the window only", () => {
    const late = event("e_2", { when: { earliest: "2023-03-01", latest: "2023-03-01", basis: "stated" } });
    expect(scene(input({ events: [event("e_1"), late] })).dots.map((one) => one.id)).toEqual(["e_1"]);
  });
});
