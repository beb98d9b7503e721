/** The page in a real browser, against a real server over the sample corpus. `node e2e/run.mjs [words of a test's name]`. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { dateline, staged } from "./stage.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SLOW = 60_000;
const wanted = process.argv.slice(2).join(" ");
const tests = [];
const test = (name, run) => tests.push({ name, run });

/** A page that fails the test on any script fault, refused request or message of the content policy. */
async function open(stage, hash = "", options = {}) {
  const context = await stage.browser.newContext({ viewport: { width: options.width ?? 1280, height: options.height ?? 800 }, reducedMotion: "reduce", bypassCSP: options.axe ?? false, colorScheme: options.dark ? "dark" : "light" });
  const page = await context.newPage();
  page.faults = [];
  page.outside = [];
  page.on("pageerror", (error) => page.faults.push(error.message));
  page.on("console", (message) => { if (message.type() === "error" && !/409|status of 4/.test(message.text())) page.faults.push(message.text()); });
  page.on("request", (request) => { if (!/^(http:\/\/127\.0\.0\.1|http:\/\/localhost|file:|data:|blob:)/.test(request.url())) page.outside.push(request.url()); });
  page.setDefaultTimeout(SLOW);
  await page.goto(options.url ?? `${stage.address}${options.gl ? "" : "?map=drawn"}${hash}`);
  await page.waitForSelector("main:not([aria-busy='true'])");
  return page;
}

async function close(page) {
  assert.deepEqual(page.faults, [], "no fault on the page");
  assert.deepEqual(page.outside, [], "no request left this machine");
  await page.context().close();
}

async function serious(page, words, rules = null) {
  await page.evaluate(AXE);
  const found = await page.evaluate(async (only) => (await window.axe.run(document, { resultTypes: ["violations"], ...(only ? { runOnly: only } : {}) })).violations.map((one) => ({ id: one.id, impact: one.impact, where: one.nodes.slice(0, 4).map((node) => node.target.join(" ") + " | " + (node.any[0]?.message ?? node.failureSummary)) })), rules);
  assert.deepEqual(found.filter((one) => ["serious", "critical"].includes(one.impact)), [], `axe: ${words}`);
}

const json = async (stage, path) => (await fetch(`${stage.address}api/v1${path}`)).json();

/** A place that changed hands and has sentences: its rows on both clocks. */
async function turned(stage) {
  const rows = (await json(stage, "/holdings?ever=true&limit=500")).items.filter((row) => row.claims.length && row.place.lat !== null && row.valid_from && row.controller && row.known_to === null);
  assert.ok(rows.length, "the sample holds places");
  return rows.sort((a, b) => b.claims.length - a.claims.length || (a.id < b.id ? -1 : 1))[0];
}

test("the demo ledger is on the WebGL map, and a colour leads to its sentence on the page", async (stage) => {
  const row = await turned(stage);
  const page = await open(stage, `#on=${row.valid_from}&lens=${row.place.lon},${row.place.lat},8`, { gl: true });
  await page.waitForSelector("[data-map]");
  const kind = await page.getAttribute("[data-map]", "data-map");
  if (kind !== "gl") console.log("    (no WebGL in this browser: the drawn map was tested)");
  await page.waitForSelector("[data-idle]");
  await page.waitForTimeout(1500);
  const box = await page.locator("[data-map]").boundingBox();
  if (kind === "gl" && row.place.kind !== "admin1") await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  if (!(await page.locator(".panel h2").innerText()).includes(row.place.name)) {
    if (kind === "gl") console.log(`    (another place lies over ${row.place.name}; chosen from the list)`);
    await page.locator(".panel .row", { hasText: row.place.name }).first().click();
  }
  await page.waitForSelector(".panel .quote mark");
  const sentence = await page.locator(".panel .quote mark").first().innerText();
  await page.locator(".panel .quote button", { hasText: "Read on the page" }).first().click();
  await page.waitForSelector(".sheet mark[data-marked]");
  const marked = (await page.locator(".sheet mark[data-marked]").allInnerTexts()).join("").replace(/\s+/g, " ").trim();
  assert.equal(marked, sentence.trim(), "the sentence of the panel is marked on the page as read");
  await close(page);
});

test("day shown and as known on: the sliders move both clocks, and the page tells what the server tells", async (stage) => {
  const row = await turned(stage);
  const page = await open(stage, "#screen=list");
  const count = async () => Number((await page.locator(".panel h3").first().innerText()).split(" ")[0]);
  for (const [on, known] of [[row.valid_from, null], [row.valid_from, row.known_from], ["2030-01-01", null]]) {
    const day = page.getByLabel("day", { exact: true });
    if (on < "2029") { await day.fill(on); await day.dispatchEvent("change"); }
    const told = page.getByLabel("known", { exact: true });
    await told.fill(known ?? "");
    await told.dispatchEvent("change");
    await page.waitForTimeout(300);
    const shown = await page.locator("#slider-day-shown").evaluate((slider) => new Date(Number(slider.value) * 864e5).toISOString().slice(0, 10));
    const served = (await json(stage, `/holdings?on=${shown}&known=${known ?? ""}&limit=500`.replace("&known=&", "&"))).items.length;
    assert.equal(await count(), served, `places on ${shown} as known on ${known ?? "now"}`);
  }
  const slider = page.locator("#slider-day-shown");
  const before = await slider.inputValue();
  await slider.focus();
  await page.keyboard.press("ArrowLeft");
  assert.notEqual(await slider.inputValue(), before, "arrow keys move the slider");
  await page.locator("main").focus();
  await page.keyboard.press("[");
  assert.equal(Number(await slider.inputValue()), Number(before) - 2, "[ steps a day back");
  const earlier = page.locator("#slider-as-known-on");
  await earlier.focus();
  await page.keyboard.press("Home");
  await page.waitForTimeout(300);
  assert.notEqual(await earlier.getAttribute("aria-valuetext"), "now, everything known");
  await close(page);
});

test("a view is restored exactly from its address", async (stage) => {
  const row = await turned(stage);
  const hash = `#screen=list&table=events&on=${row.valid_from}&known=${row.known_from ?? row.valid_from}&window=0&open=place:${row.place.key}&sort=place.down`;
  const page = await open(stage, hash);
  await page.waitForSelector(".panel h2");
  const told = async () => [await page.locator(".rows tbody").innerText(), await page.locator(".panel h2").innerText(), page.url()];
  await page.waitForTimeout(800);
  const first = await told();
  await page.reload();
  await page.waitForSelector(".panel h2");
  await page.waitForTimeout(800);
  assert.deepEqual(await told(), first);
  await page.locator("nav button", { hasText: "Tolls" }).click();
  await page.goBack();
  await page.waitForSelector(".rows tbody");
  assert.equal(page.url(), first[2], "Back returns to the view before");
  await close(page);
});

test("what changed between two days", async (stage) => {
  const row = await turned(stage);
  const page = await open(stage, `#screen=list&table=changes&on=${row.valid_from}&since=${shift(row.valid_from, -400)}`);
  await page.waitForSelector("table");
  const served = await json(stage, `/changes?from=${shift(row.valid_from, -400)}&to=${row.valid_from}`);
  assert.equal(await page.locator(".rows tbody tr").count(), served.length);
  await close(page);
});

const shift = (day, days) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 864e5).toISOString().slice(0, 10);

test("a disagreement is opened: both sides quoted", async (stage) => {
  const page = await open(stage, "#screen=disagreements");
  await page.locator(".card > summary").first().click();
  await page.waitForSelector(".card .quote mark");
  const sides = await page.locator(".card[open] section").count();
  assert.ok(sides >= 2);
  for (let side = 0; side < sides; side += 1) assert.ok((await page.locator(".card[open] section").nth(side).locator("mark").first().innerText()).length > 3);
  await close(page);
});

test("tolls under a counting rule, and search over words and names", async (stage) => {
  const page = await open(stage, "#screen=tolls");
  await page.waitForSelector(".chart svg");
  const line = page.locator("section > p").first();
  await page.getByLabel("counting rule").selectOption("acled");
  await page.waitForFunction(() => document.querySelector("section > p")?.textContent.includes("acled"));
  assert.match(await line.innerText(), /under rule acled/);
  await page.locator("main").focus();
  await page.keyboard.press("/");
  await page.waitForSelector("#search-words:focus");
  await page.keyboard.type("airport");
  await page.waitForSelector(".quote mark");
  assert.match(await page.locator("[role=status]").first().innerText(), /[1-9]\d* claims/);
  await close(page);
});

test("a script tag inside a page is shown as text, and read from a pasted page", async (stage) => {
  const page = await open(stage, "#screen=reading");
  const words = "The army said on Monday that its troops had captured the town of Dinder <script>window.stolen = 1</script><img src=x onerror=\"window.stolen = 1\"> after heavy fighting with the Rapid Support Forces.";
  await page.getByLabel(/Or paste a page/).fill(`Army takes town\n\nKHARTOUM, 6 May 2024 - ${words}\n\nResidents said the paramilitary fighters had left the town before dawn.\n`);
  await page.getByLabel("Published").fill("2024-05-06");
  await page.getByLabel("Title").fill("<b>Army</b> takes town");
  await page.locator("button", { hasText: "Read it" }).click();
  await page.locator(".job", { hasText: "done" }).waitFor();
  await page.locator(".job .row").first().click();
  await page.waitForSelector(".sheet");
  const told = (await page.locator(".sheet").textContent()) ?? "";
  assert.ok(told.includes("<script>window.stolen = 1</script>"), `the tag stands there as text: ${told.slice(0, 300)}`);
  assert.equal(await page.evaluate(() => window.stolen), undefined);
  assert.equal(await page.locator(".panel script, .panel img, .panel h3 b").count(), 0);
  await close(page);
});

test("thirty items are reviewed by keyboard alone, one is taken back, and the picture follows", async (stage) => {
  const page = await open(stage, "#screen=map");
  await page.locator("main").focus();
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await page.waitForSelector("[data-subject]");
  const left = async () => Number(await page.locator("[data-left]").innerText());
  const before = await left();
  const begun = Date.now();
  for (let number = 0; number < 30; number += 1) {
    const subject = await page.getAttribute("[data-subject]", "data-subject");
    if (number % 10 === 3) {
      await page.keyboard.press("r");
      await page.waitForSelector(".form .reason:focus");
      await page.keyboard.press("Enter");
    } else if (number % 10 === 7) {
      await page.keyboard.press("e");
      await page.waitForSelector(".form select:focus");
      await page.keyboard.type("stance");
      await page.locator(".form label", { hasText: /^stance/ }).waitFor();
      await page.keyboard.press("Tab");
      await page.keyboard.type("possible");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
    } else await page.keyboard.press("a");
    await page.waitForFunction((old) => document.querySelector("[data-subject]")?.getAttribute("data-subject") !== old, subject).catch((error) => { throw new Error(`item ${number + 1}: ${error.message}`); });
  }
  console.log(`    thirty decisions in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  await page.waitForFunction(() => !document.querySelector("[data-sending]"));
  console.log(`    all stored after ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  assert.equal(await left(), before - 30);
  const log = (await json(stage, "/judgements?limit=500")).items;
  assert.deepEqual([log.length, log.filter((one) => one.decision === "reject").length, log.filter((one) => one.decision === "correct").length], [30, 3, 3]);
  await page.keyboard.press("u");
  await page.waitForFunction((count) => Number(document.querySelector("[data-left]")?.textContent) === count, before - 29);
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await page.waitForTimeout(6000);
  const served = (await json(stage, "/meta")).counts.claims;
  assert.ok((await page.locator(".counts").innerText()).includes(served.toLocaleString("en-GB")), "the counts of the page follow");
  await close(page);
});

test("two reviewers at once: the second sees both decisions and loses neither", async (stage) => {
  const [one, two] = [await open(stage, "#screen=review"), await open(stage, "#screen=review")];
  for (const page of [one, two]) await page.waitForSelector("[data-subject]");
  const subject = await one.getAttribute("[data-subject]", "data-subject");
  assert.equal(await two.getAttribute("[data-subject]", "data-subject"), subject);
  await two.locator("main").focus();
  await two.keyboard.press("r");
  await two.waitForSelector(".form .reason:focus");
  await two.keyboard.type("my own reason");
  await one.locator("main").focus();
  await one.keyboard.press("a");
  await one.waitForFunction((old) => document.querySelector("[data-subject]")?.getAttribute("data-subject") !== old, subject);
  await two.keyboard.press("Enter");
  await two.waitForSelector(".clash");
  const told = await two.locator(".clash").innerText();
  assert.ok(told.includes("accept") && told.includes("my own reason"), told);
  await two.locator(".clash button", { hasText: "Put mine after theirs" }).click();
  await two.waitForFunction((old) => document.querySelector("[data-subject]")?.getAttribute("data-subject") !== old, subject);
  await two.waitForFunction(() => !document.querySelector("[data-sending]"));
  const log = (await json(stage, `/judgements?subject=${subject}`)).items;
  assert.deepEqual(log.map((entry) => entry.decision), ["reject", "accept"]);
  await close(one);
  await close(two);
});

const SCREENS = ["map", "list", "disagreements", "tolls", "search&words=airport", "review", "reading", "sources"];

for (const dark of [false, true]) {
  test(`axe finds no serious or critical fault on any screen, ${dark ? "dark" : "light"}`, async (stage) => {
    const row = await turned(stage);
    const page = await open(stage, "#screen=map", { axe: true, dark });
    for (const screen of SCREENS) {
      await page.goto(`${stage.address}?map=drawn#screen=${screen}${screen === "map" ? `&open=place:${row.place.key}` : ""}`);
      await page.waitForTimeout(1200);
      if (screen === "disagreements") await page.locator(".card > summary").first().click();
      if (screen === "map") { await page.locator(".panel .quote button", { hasText: "Read on the page" }).first().click(); await page.waitForSelector(".sheet"); }
      if (screen === "review") { await page.locator("main").focus(); await page.keyboard.press("e"); await page.waitForTimeout(600); }
      await serious(page, screen, dark ? ["color-contrast"] : null);
    }
    await page.keyboard.press("Escape");
    await page.locator("header button[aria-label^='Help']").click();
    await serious(page, "help");
    await page.context().close();
  });
}

test("every screen fits 375 pixels, and the skip link leads to the content", async (stage) => {
  const page = await open(stage, "", { width: 375, height: 740 });
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.className), "skip");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "main");
  for (const screen of SCREENS) {
    await page.goto(`${stage.address}?map=drawn#screen=${screen}`);
    await page.waitForTimeout(700);
    const wide = await page.evaluate(() => ({ page: document.scrollingElement.scrollWidth, out: [...document.querySelectorAll("button, input, select")].filter((one) => one.checkVisibility() && !one.closest(".rows") && one.getBoundingClientRect().right > 376).map((one) => one.outerHTML.slice(0, 80)) }));
    assert.ok(wide.page <= 375, `${screen} is ${wide.page} wide`);
    assert.deepEqual(wide.out, [], `${screen}: all within reach`);
  }
  await page.screenshot({ path: join(stage.out, "phone.png") });
  await close(page);
});

test("the static picture works from disk with the same clocks and evidence", async (stage) => {
  const file = join(stage.folder, "map.html");
  const [program, words] = dateline("map", "-o", file, "--ledger", stage.ledger);
  execFileSync(program, words, { stdio: "ignore" });
  const page = await open(stage, "", { url: `file://${file}` });
  await page.waitForSelector("svg.drawn .pick");
  await page.locator("svg.drawn .pick").first().focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector(".panel .quote mark");
  const before = await page.locator(".panel").innerText();
  await page.locator(".close").click();
  await page.locator("#slider-day-shown").focus();
  await page.keyboard.press("Home");
  await page.waitForTimeout(300);
  assert.notEqual(await page.locator(".panel").innerText(), before);
  await page.locator("nav button", { hasText: "Disagreements" }).click();
  await page.waitForSelector(".card > summary");
  await close(page);
  const checked = await open(stage, "", { url: `file://${file}`, axe: true });
  await serious(checked, "static picture");
  await checked.context().close();
});

const passed = await staged(async (stage) => {
  let wrong = 0;
  for (const { name, run } of tests.filter((one) => one.name.includes(wanted))) {
    const begun = Date.now();
    try {
      await run(stage);
      console.log(`ok   ${name} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
    } catch (error) {
      wrong += 1;
      console.log(`FAIL ${name}\n     ${String(error.stack ?? error).split("\n").slice(0, 24).join("\n     ")}`);
      for (const context of stage.browser.contexts()) {
        for (const page of context.pages()) await page.screenshot({ path: join(stage.out, `fault-${wrong}.png`) }).catch(() => undefined);
        await context.close();
      }
    }
  }
  console.log(wrong ? `${wrong} of the browser tests failed; pictures in ${stage.out}` : "the page works in a real browser");
  return wrong === 0;
});
process.exitCode = passed ? 0 : 1;
