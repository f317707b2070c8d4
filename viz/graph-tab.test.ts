// biome-ignore-all lint/performance/useDomNodeTextContent: Playwright reads what a reader sees
import type { Page } from "playwright-core";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { analyze } from "../src/analyze/analyze.js";
import { GraphBuilder } from "../src/graph/builder.js";
import type { ImportGraph } from "../src/graph/graph.js";
import { nextFrame, openBrowser } from "./testing/browser.js";
import { graphOf, SMALL } from "./testing/graphs.js";
import { PageFiles } from "./testing/page-file.js";
import { chosen, colourAt, tester } from "./testing/parts.js";

const browser = await openBrowser();
const files = new PageFiles();
const view = suite("imports of a module in the view");
view.after(async () => {
  await browser.close();
  files.remove();
});

const shop = await analyze(["fixtures/graphs/own.json"], { tool: "importperf 0.1.0" });
const on = tester(view, browser, files.write(shop.graph, shop), { width: 1280, height: 720 });

const side = async (page: Page, name: string): Promise<string[]> =>
  (await page.innerText(`#graph .${name}`)).split("\n").filter((line) => line !== "");
const middle = (page: Page) => page.innerText("#graph .middle h2");
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? "");

async function open(page: Page, module: string): Promise<void> {
  await page.click(`#lines .row:has-text('${module}')`);
  await page.click("#picture button:has-text('Imports')");
}

on("bytes are named as such, and nothing speaks of milliseconds", async (page) => {
  const text = await page.innerText("body");
  assert.match(text, /14\.2 kB/);
  assert.match(text, /Self kB/);
  assert.not.match(text, /\bms\b/);
  await page.click("#lines .row:has-text('yaml')");
  assert.match(await page.innerText("#panel .facts"), /Self\s+12\.0 kB/);
});

on("importers stand left, what is imported right, by when, with lines and manners", async (page) => {
  await open(page, "shop.cart");
  assert.not(await page.isVisible("#canvas"));
  assert.equal(await side(page, "importers"), [
    "Imported by · 2 imports",
    "eager 2",
    "shop.__main__",
    "line 3",
    "loads it",
    "shop.prices",
    "line 2",
    "same cycle",
  ]);
  assert.equal(await side(page, "imported"), [
    "Imports · 3 imports",
    "eager 2",
    "shop.prices",
    "line 1",
    "loads it",
    "same cycle",
    "yaml",
    "line 4, guarded",
    "loads it",
    "type-only 1",
    "pandas",
    "line 7, conditional",
    "not loaded",
  ]);
  assert.match(await page.innerText("#graph .middle"), /shop\/cart\.py\s+in a cycle of 2 modules/);
  assert.is(await page.getAttribute("#graph .imported li:first-child .place", "title"), "shop/cart.py:1");
});

on("a click goes to the neighbour, one that is not loaded too; the tree comes back as it was", async (page) => {
  await open(page, "shop.cart");
  await page.click("#graph .importers button:has-text('shop.__main__')");
  assert.is(await middle(page), "shop.__main__");
  assert.is(await chosen(page), "shop.__main__");
  assert.match((await side(page, "imported")).join(" "), /deferred 1 shop\.report line 9 not loaded/);
  assert.match((await side(page, "imported")).join(" "), /yaml line 14, conditional, if run itself/);
  await page.click("#graph .imported button:has-text('shop.report')");
  assert.is(await middle(page), "shop.report");
  assert.match(await page.innerText("#graph .middle"), /not loaded at startup/);
  await page.click("#lines .row:has-text('yaml')");
  assert.is(await middle(page), "yaml");
  await page.click("#picture button:has-text('Tree')");
  await page.waitForSelector("#canvas", { state: "visible" });
  await nextFrame(page);
  assert.is.not(await colourAt(page, 0.5, 0), await colourAt(page, 0.5, 8), "the tree is drawn again");
  assert.not(await page.isVisible("#graph"));
});

on("by keyboard: arrows along a side and across, Enter chooses", async (page) => {
  await open(page, "shop.cart");
  await page.focus("#graph .importers li:first-child button");
  await page.keyboard.press("ArrowDown");
  assert.is(await focused(page), "shop.prices");
  await page.keyboard.press("ArrowRight");
  assert.is(await focused(page), "yaml");
  await page.keyboard.press("ArrowUp");
  assert.is(await focused(page), "shop.prices");
  await page.keyboard.press("ArrowUp");
  assert.is(await focused(page), "shop.prices");
  await page.keyboard.press("ArrowLeft");
  assert.is(await focused(page), "shop.__main__");
  await page.keyboard.press("Enter");
  assert.is(await middle(page), "shop.__main__");
  assert.is(await page.innerText("#live"), "Imports of shop.__main__");
  await page.keyboard.press("ArrowDown");
  assert.is(await focused(page), "shop");
});

for (const [width, height] of [
  [1440, 900],
  [1280, 720],
  [700, 900],
]) {
  const look = { width: width ?? 0, height: height ?? 0, colorScheme: "dark" } as const;
  const onLook = tester(view, browser, files.write(shop.graph, shop), look);
  onLook(`nothing runs out of the page at ${width} by ${height}`, async (page) => {
    await open(page, "shop.cart");
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(wide <= 0, `${wide} pixels too wide`);
    const [left, centre, right] = await Promise.all(
      [".importers", ".middle", ".imported"].map((part) => page.locator(`#graph ${part}`).boundingBox()),
    );
    assert.ok((left?.width ?? 0) > 150 && (right?.width ?? 0) > 150);
    if ((width ?? 0) < 820) return;
    assert.ok((left?.x ?? 0) + (left?.width ?? 0) <= (centre?.x ?? 0), "importers stand left");
    assert.ok((centre?.x ?? 0) + (centre?.width ?? 0) <= (right?.x ?? 0), "imported stand right");
  });
}

on("a search also finds what does not load, and leads to it", async (page) => {
  await open(page, "shop.cart");
  assert.is(await page.innerText("#graph .unloaded"), "");
  await page.fill("#search", "PANDAS");
  await page.waitForSelector("#graph .unloaded li");
  assert.match(await page.innerText("#graph .unloaded"), /^1 module found that does not load at startup\s+pandas$/);
  await page.click("#graph .unloaded button");
  assert.is(await middle(page), "pandas");
  await page.fill("#search", "shop");
  await page.locator("#graph .unloaded", { hasText: "shop.report" }).waitFor();
});

on("the notes say what the tree begins with, and what it leaves out", async (page) => {
  const notes = await page.innerText("#notes > p");
  assert.match(notes, /The tree begins with shop\.__main__\. Reached from there 2 modules only by deferred imports/);
  assert.equal(await page.$$eval("#totals dt", (found) => found.map((name) => name.textContent)), ["total", "modules"]);
});

const LOG = `import time: self [us] | cumulative | imported package
import time:      2500 |       2500 |   yaml
import time:       400 |       2900 | shop.cart
`;
const log = files.writeText("import.log", LOG);
const timed = await analyze(["fixtures/graphs/own.json", log], { tool: "importperf 0.1.0" });

tester(
  view,
  browser,
  files.write(timed.graph, timed),
)("with a recorded start beside it the tree is wide by time, and the marks are those of the sources", async (page) => {
  assert.match(await page.innerText("#totals"), /2\.90 ms/);
  assert.is(await page.innerText("#lines .row >> nth=0 >> css=:first-child"), "yaml");
  await open(page, "shop.cart");
  assert.match(await page.innerText("#graph .middle"), /in a cycle of 2 modules/);
  assert.match((await side(page, "imported")).join(" "), /type-only 1 pandas line 7, conditional not loaded/);
  await page.click("#graph .importers button:has-text('shop.__main__')");
  assert.match((await side(page, "imported")).join(" "), /deferred 1 shop\.report line 9 not loaded/);
});

/** One module that 50,000 others import. */
function hub(): ImportGraph {
  const builder = new GraphBuilder({ language: "javascript", evidence: "static", unit: "modules" });
  const process = builder.addProcess();
  const app = builder.addLoad(builder.addModule("app.js"), process, -1, 1);
  const hub = builder.addModule("hub.js");
  builder.addLoad(hub, process, app, 1);
  for (let at = 0; at < 50_000; at++) {
    const module = builder.addModule(`m${String(at).padStart(5, "0")}.js`);
    builder.addLoad(module, process, app, 1);
    builder.addImport({ importer: module, imported: hub, line: 3, ran: null });
  }
  return builder.finish();
}

const onHub = tester(view, browser, files.write(hub()));

onHub("of 50,000 importers a hundred are drawn, and more on demand", async (page) => {
  await open(page, "hub.js");
  assert.match(await page.innerText("#graph .importers h3"), /50,001 imports/);
  assert.is(await page.locator("#graph .importers li").count(), 100);
  await page.click("#graph .importers .more");
  assert.is(await page.locator("#graph .importers li").count(), 200);
  assert.is(await page.innerText("#graph .importers .more"), "49,801 more…");
  assert.ok((await page.locator("#graph *").count()) < 1500);
  await page.click("#graph .importers button:has-text('m00007.js')");
  assert.is(await middle(page), "m00007.js");
});

tester(
  view,
  browser,
  files.write(graphOf([SMALL])),
)("a log alone has no such picture", async (page) => {
  assert.not(await page.isVisible("#picture"));
});

view.run();
