import { describe, expect, it } from "vitest";
import { confidenceWords, hue, opacity, pattern, said } from "../src/logic/look";
import { holding } from "./make";

describe("how a holding looks", () => {
  it("the pattern tells the status, and a contest comes before all", () => {
    expect(pattern(holding("A"))).toBe("solid");
    expect(pattern(holding("A", { status: "inferred" }))).toBe("hatched");
    expect(pattern(holding("A", { status: "claimed by party" }))).toBe("dots");
    expect(pattern(holding("A", { status: "unknown" }))).toBe("hollow");
    expect(pattern(holding("A", { contested_by: ["B"] }))).toBe("crossed");
  });
  it("hues differ between holders, also beyond the named ones, and are the same for the same holder", () => {
    const names = Array.from({ length: 20 }, (_, index) => `Party ${index}`);
    for (const theme of ["light", "dark"] as const) {
      expect(new Set(names.map((name) => hue(name, names, theme))).size).toBe(20);
      expect(hue(null, names, theme)).toBe(hue("nobody in the list", names, theme));
    }
  });
  it("older evidence is paler, never invisible", () => {
    const row = holding("A", { last_evidence: "2023-01-01" });
    const steps = ["2023-01-10", "2023-03-01", "2023-09-01", "2025-01-01"].map((on) => opacity(row, on));
    expect(steps).toEqual([...steps].sort((a, b) => b - a));
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(0.4);
  });
  it("the same is said in words", () => {
    expect(said(holding("A", { contested_by: ["B", "C"] }), "2023-01-05")).toBe("held by Army, evidenced, contested by B and C");
    expect(said(holding("A", { controller: null, status: "unknown" }), "2023-06-01")).toBe("holder unknown, old evidence");
  });
  it("confidence is about the reading, not the truth", () => {
    expect(confidenceWords(0.72)).toContain("of ten readings like this, about 7 are right");
    expect(confidenceWords(0.72)).toContain("nothing on whether the claim is true");
    expect(confidenceWords(1)).toBe("judged by a person");
  });
});
