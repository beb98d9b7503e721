import { describe, expect, it } from "vitest";
import { bars } from "../src/logic/bars";
import { between, day, isDay, number, shift, spokenAge, spokenWhen } from "../src/logic/days";

describe("days", () => {
  it("know which days exist", () => {
    expect(isDay("2024-02-29")).toBe(true);
    for (const text of ["2023-02-29", "2023-13-01", "23-01-01", "", "2023-1-1"]) expect(isDay(text)).toBe(false);
  });
  it("step over months, years and changes of the clock", () => {
    expect(shift("2023-12-31", 1)).toBe("2024-01-01");
    expect(shift("2024-03-31", -31)).toBe("2024-02-29");
    expect(between("2023-03-20", "2023-04-02")).toBe(13);
    expect(day(number("1885-01-26"))).toBe("1885-01-26");
  });
  it("are spoken with what is unknown", () => {
    expect(spokenWhen({ earliest: null, latest: null, basis: "unknown" })).toBe("day unknown");
    expect(spokenWhen({ earliest: "2023-01-01", latest: "2023-01-03", basis: "stated" })).toBe("1 Jan 2023 – 3 Jan 2023");
    expect(spokenAge(1)).toBe("1 day");
    expect(spokenAge(400)).toBe("13 months");
  });
});

describe("the histogram", () => {
  it("loses no day of the strip and counts none outside", () => {
    const told = ["2023-01-01", "2023-06-15", "2023-12-31", "2024-01-01"].map((one) => ({ day: one, events: 1, claims: 2 }));
    const all = bars(told, "2023-01-01", "2023-12-31", 50);
    expect(all).toHaveLength(50);
    expect(all[0]?.from).toBe("2023-01-01");
    expect(all.at(-1)?.to).toBe("2023-12-31");
    expect(all.reduce((sum, bar) => sum + bar.claims, 0)).toBe(6);
  });
  it("has a bar a day where there are few days", () => {
    expect(bars([], "2023-01-01", "2023-01-05")).toHaveLength(5);
  });
});
