// biome-ignore-all lint/performance/useDomNodeTextContent: Playwright reads what a reader sees
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { openBrowser, openPage } from "./testing/browser.js";
import { graphOf, manyRows } from "./testing/graphs.js";
import { PageFiles } from "./testing/page-file.js";

const browser = await openBrowser();
const files = new PageFiles();
const view = suite("view of 100,000 modules");
view.after(async () => {
  await browser.close();
  files.remove();
});

view("opens, scrolls to its last row, sorts, searches and zooms", async () => {
  const { page, faults } = await openPage(browser, files.write(graphOf([manyRows(100_000)])));
  assert.match(await page.innerText("#totals"), /100,000/);
  await page.focus("#grid");
  await page.keyboard.press("End");
  await page.waitForSelector("#line-99999.active");
  assert.ok((await page.locator("#lines .row").count()) < 80);
  await page.click("#grid [role=columnheader] button:text-is('Module')");
  await page.waitForSelector("#line-0 > [title=app]");
  await page.fill("#search", "module_77777");
  await page.waitForSelector("#found:text-matches('^1 module:')");
  await page.click("#lines .row");
  await page.locator("#panel h2", { hasText: /module_77777$/ }).waitFor();
  assert.ok((await page.locator("#breadcrumbs li").count()) > 1);
  assert.equal(faults, []);
  await page.close();
});

view("a block of small modules opens by click, and its address leads back to it", async () => {
  const rows = Array.from({ length: 20_000 }, (_, load) => [load === 0 ? 0 : 1, `many.module_${load}`, 5] as const);
  const { page, faults } = await openPage(browser, files.write(graphOf([rows])));
  const box = await page.locator("#canvas").boundingBox();
  await page.mouse.move((box?.x ?? 0) + 300, (box?.y ?? 0) + 2.5 * 26);
  await page.locator("#readout", { hasText: /^19,999 small modules/ }).waitFor();
  await page.mouse.click((box?.x ?? 0) + 300, (box?.y ?? 0) + 2.5 * 26);
  await page.locator("#breadcrumbs", { hasText: /19,999 modules side by side/ }).waitFor();
  assert.is(await page.evaluate(() => location.hash), "#/many.module_0:0-19998");
  await page.reload();
  assert.match(await page.innerText("#breadcrumbs"), /19,999 modules side by side/);
  assert.equal(faults, []);
  await page.close();
});

view("prints its first rows, not all of them", async () => {
  const { page, faults } = await openPage(browser, files.write(graphOf([manyRows(100_000)])));
  const pdf = await page.pdf({ format: "A4" });
  const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? [];
  assert.ok(pages.length >= 1 && pages.length <= 3, `${pages.length} pages`);
  assert.equal(faults, []);
  await page.close();
});

view.run();
