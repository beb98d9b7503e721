import { describe, expect, it } from "vitest";
import { age, asOf, changes, inWindow, knownOn, leading, stale, validOn } from "../src/logic/clocks";
import { holding } from "./make";

const first = holding("Town", { controller: "Army", valid_to: "2023-03-01", known_from: "2023-01-02", known_to: "2023-03-05" });
const ended = holding("Town", { controller: "Army", valid_to: "2023-03-01", known_from: "2023-03-05" });
const open = holding("Town", { controller: "Army", valid_to: null, known_from: "2023-01-02", known_to: "2023-03-05", id: "h_open" });
const taken = holding("Town", { controller: "Rebels", valid_from: "2023-03-01", known_from: "2023-03-05" });

describe("the two clocks", () => {
  it("a holding is so from its first day up to, and not on, its last", () => {
    expect(validOn(ended, "2023-01-01")).toBe(true);
    expect(validOn(ended, "2023-02-28")).toBe(true);
    expect(validOn(ended, "2023-03-01")).toBe(false);
    expect(validOn(ended, "2022-12-31")).toBe(false);
  });
  it("an unknown first day holds for all days before", () => {
    expect(validOn(holding("Town", { valid_from: null }), "1990-01-01")).toBe(true);
  });
  it("a row is known from its day until it is corrected", () => {
    expect(knownOn(first, "2023-01-01")).toBe(false);
    expect(knownOn(first, "2023-01-02")).toBe(true);
    expect(knownOn(first, "2023-03-04")).toBe(true);
    expect(knownOn(first, "2023-03-05")).toBe(false);
  });
  it("a row of unknown day of knowing shows only now", () => {
    const undated = holding("Town", { known_from: null });
    expect(knownOn(undated, "2030-01-01")).toBe(false);
    expect(knownOn(undated, null)).toBe(true);
  });
  it("a late report never changes what was known before", () => {
    const rows = [open, ended, taken];
    expect(asOf(rows, "2023-03-02", "2023-03-04").map((row) => row.controller)).toEqual(["Army"]);
    expect(asOf(rows, "2023-03-02", "2023-03-05").map((row) => row.controller)).toEqual(["Rebels"]);
    expect(asOf(rows, "2023-03-02", null).map((row) => row.controller)).toEqual(["Rebels"]);
  });
  it("the surest status leads, then the latest evidence", () => {
    const claimed = holding("Town", { status: "claimed by party", last_evidence: "2024-01-01", id: "h_b" });
    const old = holding("Town", { last_evidence: "2022-01-01", id: "h_c" });
    expect(leading([claimed, old, first])?.id).toBe(first.id);
    expect(leading([])).toBeNull();
  });
  it("evidence ages from its day to the day shown, and is old after thirty days", () => {
    expect(age(first, "2023-01-31")).toBe(30);
    expect(stale(first, "2023-01-31")).toBe(false);
    expect(stale(first, "2023-02-01")).toBe(true);
    expect(age(first, "2022-12-01")).toBe(0);
    expect(age(holding("Town", { last_evidence: null }), "2023-01-01")).toBeNull();
  });
});

describe("changes between two days", () => {
  it("names places whose holder differs, and those that are new", () => {
    const rows = [ended, taken, holding("Other", { valid_from: "2023-02-15" }), holding("Same")];
    const found = changes(rows, "2023-02-01", "2023-03-10", null);
    expect(found.map((one) => [one.key, one.before?.controller ?? null, one.after?.controller ?? null])).toEqual([
      ["t:Town", "Army", "Rebels"], ["t:Other", null, "Army"],
    ]);
  });
  it("a contest that begins is a change, the order of its parties none", () => {
    const calm = holding("A", { valid_to: "2023-02-01" });
    const fought = holding("A", { valid_from: "2023-02-01", contested_by: ["X", "Y"] });
    expect(changes([calm, fought], "2023-01-15", "2023-02-15", null)).toHaveLength(1);
    const turned = holding("A", { valid_from: "2023-03-01", contested_by: ["Y", "X"] });
    expect(changes([{ ...fought, valid_to: "2023-03-01" }, turned], "2023-02-15", "2023-03-15", null)).toHaveLength(0);
  });
});

describe("the window of events", () => {
  const on = (earliest: string | null, latest: string | null) => ({ earliest, latest, basis: "stated" });
  it("holds what ended in the days up to the day shown, and nothing later", () => {
    expect(inWindow(on("2023-02-01", "2023-02-01"), "2023-02-01", 1)).toBe(true);
    expect(inWindow(on("2023-01-31", "2023-01-31"), "2023-02-01", 1)).toBe(false);
    expect(inWindow(on("2023-02-02", "2023-02-02"), "2023-02-01", 0)).toBe(false);
    expect(inWindow(on("1999-01-01", "1999-01-01"), "2023-02-01", 0)).toBe(true);
  });
  it("holds a span that is under way, and nothing without a day", () => {
    expect(inWindow(on("2023-01-01", "2023-03-01"), "2023-02-01", 1)).toBe(true);
    expect(inWindow(on(null, null), "2023-02-01", 0)).toBe(false);
  });
});
