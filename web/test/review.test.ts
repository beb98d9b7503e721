import { describe, expect, it } from "vitest";
import type { Judgement, Party } from "../src/logic/model";
import { draftOf, lastOn, lastOwn, standing, valuesOf } from "../src/logic/review";
import { claim, figure, place } from "./make";

const subject = claim(0, 5, { place: place("Nyala"), actors: [{ name: "RSF", country: "SDN", sector: "militia", key: "sdn-rsf" }], figures: [figure(), figure({ value: 9 })] });
const judgement = (id: string, more: Partial<Judgement> = {}): Judgement => ({
  id, decision: "accept", subject: "c_1", kind: "capture", reason: "", by: "anna", at: "", quotation: "", values: {}, others: [], undoes: null, ...more,
});

describe("corrections", () => {
  it("an untouched draft says what was read", () => {
    expect(valuesOf(subject, draftOf(subject, "place"), [])).toEqual({ values: { place: subject.place } });
    expect(valuesOf(subject, draftOf(subject, "stance"), [])).toEqual({ values: { stance: "asserted" } });
  });
  it("an emptied place is no place", () => {
    expect(valuesOf(subject, { ...draftOf(subject, "place"), text: " " }, [])).toEqual({ values: { place: null } });
  });
  it("a known party keeps its key, a new one gets none", () => {
    const army: Party = { name: "Sudanese Armed Forces", country: "SDN", sector: "state forces", key: "sdn-saf" };
    const made = valuesOf(subject, { ...draftOf(subject, "actors"), text: "sudanese armed forces; Some men" }, [army]);
    expect("values" in made && (made.values.actors as Party[]).map((one) => [one.name, one.key, one.sector])).toEqual([
      ["sudanese armed forces", "sdn-saf", "state forces"], ["Some men", null, "other"],
    ]);
  });
  it("one figure is corrected, the others stay", () => {
    const made = valuesOf(subject, { ...draftOf(subject, "figure", 1), text: "12", low: "10", high: "" }, []);
    expect("values" in made && (made.values.figures as { value: number; low: number; high: number }[]).map((one) => [one.value, one.low, one.high])).toEqual([[5, 5, 5], [12, 10, 12]]);
  });
  it("refuses what cannot be", () => {
    expect(valuesOf(subject, { ...draftOf(subject, "when"), first: "2023-05-02", last: "2023-05-01" }, [])).toHaveProperty("wrong");
    expect(valuesOf(subject, { ...draftOf(subject, "figure"), text: "many" }, [])).toHaveProperty("wrong");
    expect(valuesOf(claim(0, 1), draftOf(claim(0, 1), "figure"), [])).toHaveProperty("wrong");
  });
});

describe("the log", () => {
  const log = [judgement("j3", { undoes: "j2" }), judgement("j2"), judgement("j1", { by: "omar" })];
  it("what was taken back does not stand, nor does the taking back", () => {
    expect(standing(log).map((one) => one.id)).toEqual(["j1"]);
  });
  it("undo takes back one's own last decision that stands", () => {
    expect(lastOwn(log, "omar")?.id).toBe("j1");
    expect(lastOwn(log, "anna")).toBeNull();
  });
  it("what was last seen on a subject includes takings back", () => {
    expect(lastOn(log, "c_1")?.id).toBe("j3");
    expect(lastOn(log, "c_2")).toBeNull();
  });
});
