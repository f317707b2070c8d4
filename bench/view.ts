// The view in headless Chromium with 100,000 modules: how long until the first picture, and how many frames a
// second while it zooms; next to tuna's page of the same log. See bench/README.md.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { chain } from "../src/graph/chain.js";
import { openBrowser } from "../viz/testing/browser.js";
import { graphOf, manyRows } from "../viz/testing/graphs.js";
import { PageFiles } from "../viz/testing/page-file.js";
import { importtimeText } from "./importtime.js";
import { tunaPrograms } from "./tuna.js";

const MODULES = 100_000;
const REPEATS = 5;

interface Measured {
  /** Navigation to the frame that shows the first picture, milliseconds, the median of several. */
  firstPictureMs: number;
  framesPerSecond: number;
  /** The longest time between two frames while zooming, milliseconds. */
  longestFrameMs: number;
}

interface ViewBench {
  modules: number;
  view: Measured;
  tuna: Measured;
  /** tuna's time to the first picture over ours. */
  firstPictureRatio: number;
}

/** In the page, before its own script: notes the frame behind the one in which `drawn` became true. */
const watch = (drawn: string) => `(() => {
  const look = () => (${drawn}) ? requestAnimationFrame((at) => { window.firstPicture = at; }) : requestAnimationFrame(look);
  requestAnimationFrame(look);
})()`;

/** In the page: when the first picture was shown, null after a minute without one. */
const WAIT = `new Promise((done) => {
  const look = () => {
    if (window.firstPicture !== undefined || performance.now() > 60_000) done(window.firstPicture ?? null);
    else setTimeout(look, 20);
  };
  look();
})`;

/** In the page: two seconds of zooming, a new place every third of a second; frames and the longest gap. */
const zoom = (step: string) => `new Promise((done) => {
  const step = ${step};
  const began = performance.now();
  let frames = 0, last = began, longest = 0, steps = 0;
  const frame = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    frames++;
    if (now - began > 333 * steps) step(steps++);
    if (now - began < 2000) requestAnimationFrame(frame);
    else done({ framesPerSecond: (frames - 1) * 1000 / (now - began), longestFrameMs: longest });
  };
  requestAnimationFrame(frame);
})`;

async function measure(browser: Browser, url: string, drawn: string, step: string): Promise<Measured> {
  const firsts: number[] = [];
  let zoomed: Omit<Measured, "firstPictureMs"> = { framesPerSecond: 0, longestFrameMs: 0 };
  for (let run = 0; run < REPEATS; run++) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.addInitScript(watch(drawn));
    await page.goto(url, { waitUntil: "commit" });
    const first = await page.evaluate<number | null>(WAIT);
    if (first === null) throw new Error(`no picture within a minute: ${url}`);
    firsts.push(first);
    if (run === REPEATS - 1) {
      await page.waitForTimeout(1000);
      zoomed = await page.evaluate<typeof zoomed>(zoom(step));
    }
    await page.close();
  }
  return { firstPictureMs: firsts.sort((a, b) => a - b)[Math.floor(REPEATS / 2)] ?? 0, ...zoomed };
}

export async function benchView(): Promise<ViewBench> {
  const graph = graphOf([manyRows(MODULES)]);
  const folder = mkdtempSync(join(tmpdir(), "importperf-bench-"));
  const files = new PageFiles();
  const browser = await openBrowser();
  try {
    // The modules at depth 2: wide enough to be clicked on, and thousands of modules each.
    const name = (load: number) => encodeURIComponent(graph.modules.name[graph.loads.module[load] ?? 0] ?? "");
    const places: string[] = [];
    for (let load = 0; load < graph.loads.count; load++) {
      const path = chain(graph, load);
      if (path.length === 3) places.push(`#/${path.map(name).join("/")}`);
    }
    const addresses = JSON.stringify(places);
    const view = await measure(
      browser,
      files.write(graph),
      'performance.getEntriesByName("importperf:drawn").length > 0',
      `(at) => { location.hash = at % 2 === 0 ? ${addresses}[(at * 7) % ${places.length}] : "#/"; }`,
    );
    const tuna = await benchTuna(browser, folder, [...importtimeText(graph)].join(""));
    return { modules: MODULES, view, tuna, firstPictureRatio: tuna.firstPictureMs / view.firstPictureMs };
  } finally {
    await browser.close();
    files.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function benchTuna(browser: Browser, folder: string, log: string): Promise<Measured> {
  const input = join(folder, "import.log");
  writeFileSync(input, log);
  execFileSync(join(tunaPrograms(), "tuna"), ["--no-browser", "-o", join(folder, "tuna"), input], { stdio: "ignore" });
  const url = pathToFileURL(join(folder, "tuna/index.html")).href;
  const click = `(at) => {
    const rects = document.querySelectorAll("svg rect");
    rects[at % 2 === 0 ? (1 + at * 7) % rects.length : 0].dispatchEvent(new MouseEvent("click", { bubbles: true }));
  }`;
  return measure(browser, url, 'document.querySelectorAll("svg rect").length > 0', click);
}

function row(name: string, measured: Measured): string {
  const cells = [measured.firstPictureMs, measured.framesPerSecond, measured.longestFrameMs].map((value) =>
    value.toFixed(0).padStart(18),
  );
  return name.padEnd(10) + cells.join("");
}

export function viewTable({ modules, view, tuna }: ViewBench): string {
  const head = ["first picture ms", "frames/s", "longest frame ms"].map((text) => text.padStart(18)).join("");
  return [modules.toLocaleString("en").padEnd(10) + head, row("importperf", view), row("tuna", tuna)].join("\n");
}
