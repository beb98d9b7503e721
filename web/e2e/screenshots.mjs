/** Pictures for the documentation, from the sample corpus: docs/images/*.png. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT, staged } from "./stage.mjs";

const FOLDER = join(ROOT, "docs/images");
const DAY = "2023-12-25";

const settle = (page) => page.waitForTimeout(2500);
const SHOTS = [
  ["map", `#on=${DAY}&lens=29.5,14,5.1`, async (page) => { await page.waitForSelector("[data-idle]"); await page.locator(".panel .row", { hasText: "El Fasher" }).first().click(); await page.waitForSelector(".quote mark"); }],
  ["map-dark", `#on=${DAY}&since=2023-11-25&lens=29.5,14,5.1`, async (page) => { await page.locator("header button[aria-label*='dark']").click(); await page.waitForSelector("[data-idle]"); await settle(page); }],
  ["page-as-read", `#on=${DAY}&lens=29.5,14,5.1`, async (page) => { await page.locator(".panel .row", { hasText: "El Fasher" }).first().click(); await page.locator(".quote button", { hasText: "Read on the page" }).first().click(); await page.waitForSelector(".sheet"); }, "?map=drawn"],
  ["list", `#screen=list&on=${DAY}`, settle, "?map=drawn"],
  ["disagreements", "#screen=disagreements", async (page) => { await page.locator(".card > summary").first().click(); await page.waitForSelector(".card .quote"); }],
  ["tolls", "#screen=tolls", settle],
  ["review", "#screen=review", async (page) => { await page.waitForSelector(".sheet"); }],
];

await staged(async ({ browser, address }) => {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, hash, act, query = ""] of SHOTS) {
    const page = await browser.newPage({ viewport: { width: 1360, height: 860 }, reducedMotion: "reduce" });
    page.setDefaultTimeout(60_000);
    await page.goto(`${address}${query}${hash}`);
    await act(page);
    await settle(page);
    await page.screenshot({ path: join(FOLDER, `${name}.png`) });
    await page.close();
    console.log(`docs/images/${name}.png`);
  }
  return true;
});
