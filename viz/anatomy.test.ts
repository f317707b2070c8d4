// biome-ignore-all lint/performance/useDomNodeTextContent: Playwright reads what a reader sees
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { openBrowser, openPage } from "./testing/browser.js";
import { graphOf, SMALL } from "./testing/graphs.js";
import { PageFiles } from "./testing/page-file.js";
import { tester } from "./testing/parts.js";
import { recordedGraph } from "./testing/recorded.js";

const browser = await openBrowser();
const files = new PageFiles();
const view = suite("anatomy in the view");
view.after(async () => {
  await browser.close();
  files.remove();
});

const url = files.write(recordedGraph());
const on = tester(view, browser, url);

on("is one bar of labelled parts, whose small ones are written beside it", async (page) => {
  const parts = await page.$$eval("#anatomy li", (found) => found.map((part) => part.textContent));
  assert.equal(parts, ["boot", "", "imports 54 % · 110 ms", "main 9.8 %", "teardown 30 % · 62.0 ms", ""]);
  assert.match(
    await page.innerText("#anatomy .rest"),
    /^boot 4\.9 % · 10\.0 ms {3}site 0\.49 % · 1\.00 ms {3}other 0\.25 % · 0\.500 ms {3}collector 6\.4 % of all · 13\.0 ms in 122 collections$/,
  );
  assert.is(
    await page.getAttribute("#anatomy .imports", "aria-label"),
    "imports 110 ms, 54 % of 204 ms (find 14.0 ms, read 6.00 ms, execute 90.0 ms)",
  );
  assert.equal((await page.innerText("#totals")).split("\n").slice(0, 4), [
    "start to end",
    "204 ms",
    "imports",
    "33.0 ms",
  ]);
});

on("stands in line with the tree, and its imports open into it", async (page) => {
  const box = (selector: string) =>
    page.$eval(selector, (found) => {
      const { left, right, top, bottom } = found.getBoundingClientRect();
      return { left, right, top, bottom };
    });
  const [canvas, bar, lens, imports] = [
    await box("#canvas"),
    await box("#anatomy ul"),
    await box("#anatomy .lens"),
    await box("#anatomy .imports"),
  ];
  for (const edge of ["left", "right"] as const) assert.ok(Math.abs(canvas[edge] - bar[edge]) < 1, edge);
  assert.ok(Math.abs(lens.bottom - canvas.top) < 1);
  assert.ok(Math.abs(lens.top - bar.bottom) < 1);
  const shape = await page.$eval("#anatomy .lens", (found) => getComputedStyle(found).clipPath);
  const [from = 0, to = 0] = [...shape.matchAll(/([\d.]+)px 0/g)].map((match) => Number(match[1]));
  assert.ok(Math.abs(from - (imports.left - lens.left)) < 1 && Math.abs(to - (imports.right - lens.left)) < 1, shape);
});

on("all of it stands in the panel of the start", async (page) => {
  assert.match(
    await page.innerText("#panel"),
    /Where the start went\s+from start to end\s+204 ms[\s\S]+execute\s+90\.0 ms, 44 %[\s\S]+teardown\s+62\.0 ms, 30 %/,
  );
});

view("of two starts one bar each, to one scale", async () => {
  const after = recordedGraph({ importsUs: 20_000, teardownUs: 10_000 });
  const { page, faults } = await openPage(browser, files.writeDiff(recordedGraph(), after));
  const widths = await page.$$eval("#anatomy ul", (found) => found.map((bar) => bar.getBoundingClientRect().width));
  const [before = 0, now = 0] = widths;
  assert.ok(Math.abs(now / before - 61.5 / 203.5) < 0.01, `${widths}`);
  assert.equal(await page.$$eval("#anatomy .of", (found) => found.map((label) => label.textContent)), [
    "before",
    "after",
  ]);
  assert.equal(faults, []);
  await page.close();
});

view("nothing is shown where no start was recorded", async () => {
  const { page, faults } = await openPage(browser, files.write(graphOf([SMALL])));
  assert.not.ok(await page.isVisible("#anatomy"));
  assert.equal(faults, []);
  await page.close();
});

view.run();
