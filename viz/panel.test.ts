// biome-ignore-all lint/performance/useDomNodeTextContent: Playwright reads what a reader sees
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { GraphBuilder } from "../src/graph/builder.js";
import { type ImportGraph, LOAD_NOT_RUN_LATER, LOAD_RAN_LATER } from "../src/graph/graph.js";
import type { Anatomy } from "../src/graph/profile.js";
import { openBrowser } from "./testing/browser.js";
import { graphOf, SMALL } from "./testing/graphs.js";
import { PageFiles } from "./testing/page-file.js";
import { chosen, tester } from "./testing/parts.js";

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

/** app loads app.first and that shared, which app imports again in a function; shared has all that can be known. */
function recordedGraph(): ImportGraph {
  const phases = { resolveUs: 2000, readUs: 1000, compileUs: 0, evaluateUs: 7000 };
  const effects = [{ kind: "environment", what: "SHARED_HOME", confined: false, file: "shared.py", line: 12 }];
  const loads = new Map([[2, { spreadUs: 900, phases, waitingUs: 4000, objects: 1234, effects }]]);
  const anatomy: Anatomy = {
    ...{
      bootUs: 10_000,
      siteUs: 1000,
      importsUs: 30_000,
      mainUs: 5000,
      waitingUs: 0,
      teardownUs: 20_000,
      otherUs: 500,
    },
    ...{ findUs: 4000, readUs: 1000, compileUs: null, executeUs: 25_000, collectorUs: 3000, collections: 7 },
  };
  const builder = new GraphBuilder({ language: "python", evidence: "traced", recorded: { anatomy, loads } });
  const process = builder.addProcess();
  const [app = 0, first = 0] = ["app", "app.first"].map((name) => builder.addModule(name, { file: `src/${name}.py` }));
  const shared = builder.addModule("shared", { distribution: builder.addDistribution("shared", "2.1") });
  const root = builder.addLoad(app, process, -1, 10_000, LOAD_RAN_LATER);
  const inner = builder.addLoad(first, process, root, 10_000, LOAD_RAN_LATER);
  builder.addLoad(shared, process, inner, 10_000, LOAD_NOT_RUN_LATER);
  builder.addImport({ importer: app, imported: shared, line: 7, when: "deferred", manner: ["guarded"] });
  builder.addImport({ importer: first, imported: shared, line: 3, loaded: true });
  return builder.finish();
}

const onRecorded = tester(view, browser, files.write(recordedGraph()));

onRecorded(
  "names who loaded it, and the importers that found it loaded, with file, line, when and manner",
  async (page) => {
    await page.click("#lines .row:has-text('shared')");
    assert.match(await page.innerText("#panel"), /Also imported by\s+app\s+app\.py:7, deferred, guarded/);
    assert.match(await page.innerText("#panel .facts"), /Loaded by\s+app\.first, src\/app\.first\.py:3/);
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

on("marks an unfinished load", async (page) => {
  await page.click("#lines .row:has-text('cut.off')");
  assert.match(await page.innerText("#panel .chosen"), /unfinished/);
  assert.match(await page.innerText("#lines .row:has-text('cut.off')"), /unfinished/);
});

view.run();
