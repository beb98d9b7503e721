import { describe, expect, it } from "vitest";
import { FIRST_VIEW, readView, written, type View } from "../src/logic/view";

describe("the view in the address", () => {
  it("at first is no address at all", () => {
    expect(written(FIRST_VIEW)).toBe("");
    expect(readView("")).toEqual(FIRST_VIEW);
  });
  it("is restored exactly", () => {
    const full: View = {
      screen: "list", table: "events", on: "2023-12-18", known: "2023-12-20", since: "2023-12-01", span: ["2023-01-01", "2024-01-01"], window: 7,
      open: "place:gn:379555", page: "r_1", mark: "c_2", lens: [33.5, -4.25, 6.5], party: "Rapid Support Forces", status: "claimed by party",
      kind: "air_strike", origins: 3, rule: "ged", role: "injured", words: "naïve & “quoted” #1 = 100%", sort: "place.down",
    };
    expect(readView(`#${written(full)}`)).toEqual(full);
  });
  it("drops what it does not understand and keeps the rest", () => {
    const got = readView("#screen=nowhere&on=2023-02-30&known=2023-12-20&lens=1,2&span=2024-01-01,2023-01-01&window=-4&origins=x&party=A");
    expect(got).toEqual({ ...FIRST_VIEW, known: "2023-12-20", party: "A" });
  });
  it("takes no lens that lies off the earth", () => {
    expect(readView("#lens=20,95,4").lens).toBeNull();
    expect(readView("#lens=20,,4").lens).toBeNull();
    expect(readView("#lens=20,0,4").lens).toEqual([20, 0, 4]);
  });
});
