/** The page as read, cut into regions and marked stretches. Offsets are code points, as in the data model. */
import type { Claim, PageView, Region } from "./model";

export interface Piece { text: string; claims: string[] }
export interface Passage { kind: Region["kind"]; repeats: boolean; pieces: Piece[] }

/** Regions in order, each split where a claim begins or ends. */
export function passages(page: Pick<PageView, "text" | "regions" | "claims">): Passage[] {
  const points = Array.from(page.text);
  return page.regions.map((region) => ({
    kind: region.kind,
    repeats: region.duplicate_of !== null,
    pieces: cut(points, region.start, region.end, page.claims),
  }));
}

function cut(points: string[], start: number, end: number, claims: readonly Claim[]): Piece[] {
  const inside = claims.filter((claim) => claim.start < end && claim.end > start);
  const edges = new Set([start, end]);
  for (const claim of inside) {
    edges.add(Math.max(start, claim.start));
    edges.add(Math.min(end, claim.end));
  }
  const sorted = [...edges].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((from, index) => {
    const to = sorted[index + 1] as number;
    return {
      text: points.slice(from, to).join(""),
      claims: inside.filter((claim) => claim.start <= from && claim.end >= to).map((claim) => claim.id),
    };
  });
}

/** Whether a passage is story, shown in full, or furniture that is folded. */
export function folded(passage: Passage): boolean {
  return passage.repeats || ["caption", "teaser", "navigation", "boilerplate"].includes(passage.kind);
}

/** Neighbouring folded passages under one heading. */
export function grouped(all: readonly Passage[]): Passage[][] {
  const groups: Passage[][] = [];
  for (const passage of all) {
    const last = groups.at(-1);
    if (last && last[0] && folded(last[0]) && folded(passage) && last[0].kind === passage.kind && !holdsClaim(last) && !holdsClaim([passage])) last.push(passage);
    else groups.push([passage]);
  }
  return groups;
}

export function holdsClaim(group: readonly Passage[]): boolean {
  return group.some((passage) => passage.pieces.some((piece) => piece.claims.length > 0));
}
