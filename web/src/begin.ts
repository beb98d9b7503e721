/** What both pages do first: colours, the address, the data. */
import { effect } from "@preact/signals";
import type { Desk } from "./desk/desk";
import type { View } from "./logic/view";
import { readView } from "./logic/view";
import { start, theme, view } from "./state";

export function begin(desk: Desk, first: Partial<View> = {}): void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let kept: string | null = null;
  try { kept = localStorage.getItem("dateline-theme"); } catch { /* a page from disk may have no storage */ }
  theme.value = kept === "dark" || kept === "light" ? kept : dark.matches ? "dark" : "light";
  effect(() => { document.documentElement.dataset.theme = theme.value; });
  const asked = readView(location.hash);
  view.value = location.hash.length > 1 ? asked : { ...asked, ...first };
  void start(desk);
}
