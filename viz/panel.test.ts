// biome-ignore-all lint/performance/useDomNodeTextContent: Playwright reads what a reader sees
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { openBrowser } from "./testing/browser.js";
import { graphOf, SMALL } from "./testing/graphs.js";
import { PageFiles } from "./testing/page-file.js";
import { chosen, tester } from "./testing/parts.js";
import { recordedGraph } from "./testing/recorded.js";

const browser = await openBrowser();
const files = new PageFiles();
const view = suite("panel of the view");
view.after(async () => {
  await browser.close();
  files.remove();
});
const on = tester(view, browser, files.write(graphOf([SMALL])));

on("describes the chosen module, its way in and what it loads", async (page) => {
  await page.click("#lines .row:has-text('requests')");
  const facts = (await page.innerText("#panel .facts")).split("\n");
  assert.equal(facts.slice(0, 8), ["Self", "20.0 ms", "Cumulative", "50.0 ms", "Share", "50 %", "Modules", "4"]);
  assert.ok(facts.includes("/site-packages/requests.py"));
  assert.equal((await page.innerText("#panel .chain")).split("\n"), ["start", "tool"]);
  await page.click("#panel .chain button:has-text('tool')");
  assert.is(await chosen(page), "tool");
});

on("copies the description as text", async (page) => {
  await page.evaluate(() => {
    Object.defineProperty(navigator, "clipboard", {
      value: { writeText: async (text: string) => document.body.setAttribute("data-copied", text) },
    });
  });
  await page.click("#lines .row:has-text('requests')");
  await page.click("text=Copy as text");
  await page.waitForSelector("text=Copied");
  const text = (await page.getAttribute("body", "data-copied")) ?? "";
  assert.match(text, /^requests · dependencies\nSelf\s+20\.0 ms\n/);
  assert.match(text, /Imported by way of\n {2}tool\n {4}requests\n/);
});

const onRecorded = tester(view, browser, files.write(recordedGraph()));

onRecorded(
  "names who loaded it, and the importers that found it loaded, with file, line, when and manner",
  async (page) => {
    await page.click("#lines .row:has-text('shared')");
    assert.match(await page.innerText("#panel"), /Also imported by\s+app\s+app\.py:7, deferred, guarded/);
    assert.match(await page.innerText("#panel .facts"), /Loaded by\s+app\.first, app\.first\.py:3/);
    await page.click("#panel .parts > div:has(h3:text-is('Also imported by')) button");
    assert.is(await chosen(page), "app");
  },
);

onRecorded("tells spread, waiting, phases, objects and effects, and that none of its code ran later", async (page) => {
  await page.click("#lines .row:has-text('shared')");
  const facts = (await page.innerText("#panel .facts")).split("\n").join(" ");
  assert.match(facts, /Self 10\.0 ± 0\.450 ms Waiting 4\.00 ms, beside its own time/);
  assert.match(facts, /Distribution shared 2\.1/);
  assert.match(facts, /Objects 1,234 tracked by the collector/);
  assert.match(facts, /Phases +resolve 2\.00 ms · read 1\.00 ms · evaluate 7\.00 ms/);
  assert.is(await page.locator("#panel .phases i").count(), 3);
  assert.match(
    await page.innerText("#panel .chosen"),
    /loaded, not used in this run: none of its code ran after its load/,
  );
  assert.match(await page.innerText("#panel"), /Its load changed\s+environment: SHARED_HOME\s+shared\.py:12/);
});

onRecorded("colours by use where that was seen", async (page) => {
  await page.click("#colour-by button:text-is('Use')");
  const chips = await page.$$eval("#chips .name", (found) => found.map((chip) => chip.textContent));
  assert.equal(chips.slice(0, 2), ["its code ran later", "loaded, not used in this run"]);
  await page.click("#chips button:has-text('not used')");
  assert.is(await page.innerText("#lines .row bdi"), "shared");
});

onRecorded("lists processes as a tree, and tells of a chosen one what it ran and who started it", async (page) => {
  await page.click("#rows-by button:text-is('Processes')");
  assert.equal(await page.$$eval("#lines .row bdi", (found) => found.map((name) => name.textContent)), [
    "python3 -m app",
    "python3 -c import json",
  ]);
  const inset = (row: number) =>
    page.$eval(`#line-${row} > div`, (cell) => Number.parseFloat(getComputedStyle(cell).paddingLeft));
  assert.ok((await inset(1)) > (await inset(0)));
  await page.click("#line-1");
  assert.is(await chosen(page), "process 2: python3 -c import json");
  assert.match(
    (await page.innerText("#panel .facts")).replace(/\s+/g, " "),
    /Runtime CPython 3\.12\.1 Command python3 -c import json Started by python3 -m app/,
  );
});

on("marks an unfinished load", async (page) => {
  await page.click("#lines .row:has-text('cut.off')");
  assert.match(await page.innerText("#panel .chosen"), /unfinished/);
  assert.match(await page.innerText("#lines .row:has-text('cut.off')"), /unfinished/);
});

view.run();
