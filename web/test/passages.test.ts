import { describe, expect, it } from "vitest";
import { grouped, passages } from "../src/logic/passages";
import { claim } from "./make";

const text = "🔥 Headline\nThe army took <b>Kobar</b>.\nRead also: a match";
const points = Array.from(text);
const at = (words: string): [number, number] => {
  const start = points.join("").split(words)[0] as string;
  return [Array.from(start).length, Array.from(start).length + Array.from(words).length];
};
const [storyFrom, storyTo] = at("The army took <b>Kobar</b>.");
const page = {
  text,
  regions: [
    { start: 0, end: 10, kind: "headline" as const, duplicate_of: null },
    { start: storyFrom, end: storyTo, kind: "body" as const, duplicate_of: null },
    { start: storyTo + 1, end: points.length, kind: "teaser" as const, duplicate_of: null },
  ],
  claims: [claim(storyFrom, storyTo - 1), claim(storyFrom + 4, storyFrom + 8)],
};

describe("the page as read", () => {
  it("counts code points, so that nothing shifts behind an emoji", () => {
    const [headline, story] = passages(page);
    expect(headline?.pieces.map((piece) => piece.text).join("")).toBe("🔥 Headline");
    expect(story?.pieces.map((piece) => piece.text)).toEqual(["The ", "army", " took <b>Kobar</b>", "."]);
    expect(story?.pieces.map((piece) => piece.claims.length)).toEqual([1, 2, 1, 0]);
  });
  it("loses no letter of a region, whatever claims cross in it", () => {
    for (const passage of passages({ ...page, claims: [claim(0, points.length), claim(5, 15), claim(14, 30)] })) {
      expect(text).toContain(passage.pieces.map((piece) => piece.text).join(""));
    }
    const whole = passages({ text, regions: [{ start: 0, end: points.length, kind: "body", duplicate_of: null }], claims: page.claims });
    expect(whole[0]?.pieces.map((piece) => piece.text).join("")).toBe(text);
  });
  it("folds neighbouring furniture of one kind together, and nothing that holds a claim", () => {
    const teaser = { kind: "teaser" as const, repeats: false, pieces: [{ text: "a", claims: [] }] };
    const held = { kind: "caption" as const, repeats: false, pieces: [{ text: "b", claims: ["c_1"] }] };
    const story = { kind: "body" as const, repeats: false, pieces: [{ text: "c", claims: [] }] };
    expect(grouped([teaser, teaser, story, story, held, held]).map((group) => group.length)).toEqual([2, 1, 1, 1, 1]);
  });
});
