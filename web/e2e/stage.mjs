/** What browser tests and screenshots need: a browser, the sample corpus in a ledger, a running server. */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const HERE = dirname(fileURLToPath(import.meta.url));
export const ROOT = resolve(HERE, "../..");
const SOFTWARE_GL = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--no-sandbox", "--disable-background-networking", "--disable-dev-shm-usage"];

/** Path of a Chromium, or null after saying why there is none. */
export function findBrowser() {
  const found = spawnSync("sh", [join(HERE, "setup.sh")], { encoding: "utf8" });
  if (found.status === 0) return found.stdout.trim();
  console.log(`SKIPPED: the page was not tested in a browser: ${found.stderr.trim()}`);
  return null;
}

export function dateline(...words) {
  const folder = process.env.BIN ?? join(ROOT, ".venv/bin");
  return [join(folder, "dateline"), words];
}

/** The sample corpus, read into a ledger of its own. */
export function sampleLedger(folder) {
  const ledger = join(folder, "sample.ledger");
  if (process.env.DATELINE_SAMPLE_LEDGER && existsSync(process.env.DATELINE_SAMPLE_LEDGER)) {
    execFileSync("cp", [process.env.DATELINE_SAMPLE_LEDGER, ledger]);
    return ledger;
  }
  const [program, words] = dateline("read", join(ROOT, "src/dateline/sample"), "--ledger", ledger);
  execFileSync(program, words, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  return ledger;
}

export function serve(ledger, folder) {
  const [program, words] = dateline("serve", "--ledger", ledger, "--port", "0");
  const child = spawn(program, words, { cwd: folder, env: { ...process.env, PYTHONUNBUFFERED: "1" } });
  const address = new Promise((done, failed) => {
    let told = "";
    const hear = (bytes) => {
      told += bytes;
      const found = /http:\/\/\S+\//.exec(told);
      if (found) answering(found[0]).then(done, failed);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.on("exit", () => failed(new Error(`the server ended: ${told}`)));
    setTimeout(() => failed(new Error(`the server did not start: ${told}`)), 90_000).unref();
  });
  return { address, stop: () => child.kill("SIGTERM") };
}

/** The address, once the server behind it answers. */
async function answering(address) {
  for (let tries = 0; tries < 300; tries += 1) {
    const answer = await fetch(`${address}api/v1/meta`).catch(() => null);
    if (answer?.ok) return address;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error("the server never answered");
}

export function launch(executablePath) {
  return chromium.launch({ executablePath, args: SOFTWARE_GL });
}

/** Runs `act` with browser, server and ledger, and clears up behind it. */
export async function staged(act) {
  const executable = findBrowser();
  if (!executable) return true;
  const folder = mkdtempSync(join(tmpdir(), "dateline-page-"));
  const out = join(HERE, ".out");
  mkdirSync(out, { recursive: true });
  const ledger = sampleLedger(folder);
  const server = serve(ledger, folder);
  const browser = await launch(executable);
  try {
    return await act({ browser, address: await server.address, ledger, folder, out });
  } finally {
    await browser.close();
    server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
