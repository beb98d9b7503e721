/** Colours of the map itself, apart from holders' hues. */
import type { Theme } from "../logic/look";

export interface Paper { sea: string; land: string; coast: string; border: string; disputed: string; ink: string; soft: string; halo: string; mark: string }

export const PAPER: Record<Theme, Paper> = {
  light: { sea: "#dfe7ec", land: "#f7f5f0", coast: "#9aa7b1", border: "#a9a49a", disputed: "#8a6d3b", ink: "#1c2430", soft: "#5c6672", halo: "#ffffff", mark: "#0b62a8" },
  dark: { sea: "#12181e", land: "#1f262e", coast: "#4b5763", border: "#59626c", disputed: "#c2a15a", ink: "#e8ecf0", soft: "#a0abb7", halo: "#12181e", mark: "#8ac4ff" },
};
