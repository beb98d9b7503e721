import { describe, expect, it } from "vitest";
import { byMonth, figureWords, rangeWords, summed, ticks } from "../src/logic/figures";
import type { Toll } from "../src/logic/model";
import { figure } from "./make";

const toll = (day: string | null, low: number | null, best: number | null, high: number | null): Toll => ({
  day, known: null, low, best, high, event: `e_${day}_${best}`, place: null, rule: "ged", claims: [],
});

describe("figures in words", () => {
  it("keeps what was told: bounds, words, denominators", () => {
    expect(figureWords(figure({ modifier: "at least", high: null }))).toBe("at least 5 people killed");
    expect(figureWords(figure({ value: null, low: 24, high: 99, modifier: "vague", text: "dozens" }))).toBe("24–99 people killed");
    expect(figureWords(figure({ value: null, low: null, high: null, text: "scores" }))).toBe("scores people killed");
    expect(figureWords(figure({ value: 6, of: 34, unit: "cities", role: "captured" }))).toBe("6 of 34 cities captured");
  });
  it("says open ends", () => {
    expect(rangeWords(5, null, null)).toBe("5 or more");
    expect(rangeWords(null, null, 8)).toBe("up to 8");
    expect(rangeWords(3, 5, 1200)).toBe("5 (3–1,200)");
    expect(rangeWords(4, 4, 4)).toBe("4");
    expect(rangeWords(null, null, null)).toBe("");
  });
});

describe("tolls", () => {
  it("adds each event once and says an open end", () => {
    expect(summed([toll("2023-01-02", 3, 5, 9), toll("2023-01-20", 2, null, null)])).toEqual({ low: 5, best: 7, high: 11, open: true, rows: 2 });
    expect(summed([])).toEqual({ low: 0, best: 0, high: 0, open: false, rows: 0 });
  });
  it("by month, in order, without those of no day", () => {
    const bins = byMonth([toll("2023-03-05", 1, 1, 1), toll(null, 9, 9, 9), toll("2023-01-05", 2, 2, 2), toll("2023-03-06", 4, 5, 6)]);
    expect(bins.map((bin) => [bin.first, bin.best, bin.low, bin.high])).toEqual([["2023-01-01", 2, 2, 2], ["2023-03-01", 6, 5, 7]]);
  });
  it("axis steps are round and reach the highest number", () => {
    for (const most of [1, 7, 19, 230, 6592]) {
      const marks = ticks(most);
      expect(marks[0]).toBe(0);
      expect(marks.at(-1)).toBeGreaterThanOrEqual(most);
      expect(marks.length).toBeLessThanOrEqual(7);
    }
  });
});
