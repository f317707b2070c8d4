// biome-ignore-all lint/performance/useDomNodeTextContent: Playwright reads what a reader sees
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { GraphBuilder } from "../src/graph/builder.js";
import { openBrowser, openPage } from "./testing/browser.js";
import { PageFiles } from "./testing/page-file.js";

const browser = await openBrowser();
const files = new PageFiles();
const view = suite("view of functions");
view.after(async () => {
  await browser.close();
  files.remove();
});

view("speaks of functions where the input has functions", async () => {
  const builder = new GraphBuilder({ language: "python", evidence: "traced" });
  const process = builder.addProcess();
  const parse = "re/_parser.py:516(_parse)";
  const [main, read, loads] = ["json/tool.py:19(main)", parse, "<built-in method marshal.loads>"].map((name) =>
    builder.addModule(name, { origin: "stdlib" }),
  );
  const root = builder.addLoad(main ?? 0, process, -1, 1000);
  const second = builder.addLoad(read ?? 0, process, root, 2000);
  builder.addLoad(loads ?? 0, process, second, 500);
  builder.addImport({ importer: main ?? 0, imported: loads ?? 0 });
  const { page, faults } = await openPage(browser, files.write(builder.finish(), { functions: true }));
  assert.match(await page.innerText("#totals"), /functions\n3/);
  assert.is(await page.innerText("#found"), "3 functions, 3.50 ms");
  assert.equal(await page.$$eval("#grid [role=columnheader]", (heads) => heads.map((head) => head.textContent)), [
    "Function",
    "Self ms",
    "Cumulative",
    "Functions",
    "Share",
  ]);
  assert.equal((await page.innerText("#rows-by")).split("\n"), ["Functions", "Distributions"]);
  assert.is(
    await page.innerText("#notes"),
    "A cProfile file: each function stands under the nearest one that every call to it went through; its cumulative time is what only it leads to.",
  );
  await page.click("#lines .row:has([title='<built-in method marshal.loads>'])");
  assert.match(await page.innerText("#panel"), /Reached through.*Leads to no function itself.*Also called by\s+json/s);
  await page.click(`#lines .row:has([title='${parse}'])`);
  assert.match(await page.innerText("#panel"), /Functions\s+2.*Leads to 1 function itself/s);
  assert.not.match(await page.innerText("body"), /[Mm]odule|[Ii]mport(?!\.log|perf)/);
  const labels = await page.$$eval("[aria-label]", (found) => found.map((one) => one.getAttribute("aria-label") ?? ""));
  assert.equal(
    labels.filter((label) => /[Mm]odule|[Ii]mport/.test(label)),
    [],
  );
  await page.setViewportSize({ width: 400, height: 800 });
  await page.waitForSelector("#lines .row bdi:text-is('marshal.loads')");
  assert.equal(faults, []);
  await page.close();
});

view.run();
