/** Time to a usable list and of a step of the day at scale, in this browser. */
import { staged } from "./stage.mjs";

const POINTS = 5000;
const AREAS = 400;

const day = (index) => new Date(Date.UTC(2023, 0, 1) + (index % 700) * 864e5).toISOString().slice(0, 10);
const place = (index, kind, precision) => ({ name: `Place ${index}`, key: `t:${index}`, geonameid: null, lat: 2 + ((index * 37) % 2000) / 100, lon: 20 + ((index * 91) % 2500) / 100, country: "SDN", admin1: null, kind, precision });
const holding = (index) => ({
  id: `h_${index}`, place: index < AREAS ? place(index, "admin1", 40) : place(index, "town", 2), controller: `Party ${index % 6}`, status: ["evidenced", "inferred", "claimed by party"][index % 3],
  valid_from: day(index), valid_to: null, known_from: day(index), known_to: null, contested_by: [], claims: [], opposed_by: [], last_evidence: day(index),
});

await staged(async ({ browser, address }) => {
  const rows = Array.from({ length: POINTS + AREAS }, (_, index) => holding(index));
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce" });
  await page.route("**/api/v1/holdings*", (route) => {
    const start = Number(new URL(route.request().url()).searchParams.get("cursor") ?? 0);
    return route.fulfill({ json: { items: rows.slice(start, start + 500), cursor: start + 500 < rows.length ? String(start + 500) : null } });
  });
  const begun = Date.now();
  await page.goto(`${address}#screen=list&on=2024-10-01`);
  await page.waitForSelector(".rows tbody tr");
  console.log(`list usable after ${Date.now() - begun} ms, with ${POINTS} places and ${AREAS} areas`);
  const stepOf = (wait) => page.evaluate(async (what) => {
    const times = [];
    for (let round = 0; round < 10; round += 1) {
      const from = performance.now();
      const slider = document.querySelector("#slider-day-shown");
      slider.value = String(Number(slider.value) - 1);
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      if (what) await new Promise((done) => setTimeout(done, 1500));
      times.push(performance.now() - from - (what ? 1500 : 0));
    }
    return times.sort((a, b) => a - b)[5];
  }, wait);
  console.log(`a step of the day in the list: ${(await stepOf(false)).toFixed(0)} ms`);
  const map = Date.now();
  await page.locator("nav button", { hasText: "Map" }).click();
  await page.waitForSelector("[data-idle]", { timeout: 120_000 });
  console.log(`map idle after ${Date.now() - map} ms`);
  const steps = [];
  for (let round = 0; round < 6; round += 1) {
    await page.locator("[data-map]").evaluate((box) => box.removeAttribute("data-idle"));
    const from = Date.now();
    await page.keyboard.press("[");
    await page.waitForSelector("[data-idle]", { timeout: 60_000 });
    steps.push(Date.now() - from);
  }
  console.log(`a step of the day on the map until it is idle again: median ${steps.sort((a, b) => a - b)[3]} ms`);
  return true;
});
