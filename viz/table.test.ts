// biome-ignore-all lint/performance/useDomNodeTextContent: Playwright reads what a reader sees
import type { Page } from "playwright-core";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { nextFrame, openBrowser } from "./testing/browser.js";
import { graphOf, SMALL } from "./testing/graphs.js";
import { PageFiles } from "./testing/page-file.js";
import { chosen, colourAt, hash, names, place, tester } from "./testing/parts.js";

const browser = await openBrowser();
const files = new PageFiles();
const view = suite("table, search and legend of the view");
view.after(async () => {
  await browser.close();
  files.remove();
});
const on = tester(view, browser, files.write(graphOf([SMALL])));

on("finds by text, counts, sums and lists", async (page) => {
  await page.keyboard.press("/");
  await page.keyboard.type("YAML");
  await page.waitForSelector("#found:text-matches('^3 modules')");
  assert.is(await page.innerText("#found"), "3 modules: self 24.0 ms (24 %), with all they load 24.0 ms");
  assert.equal(await names(page), ["yaml.loader", "yaml", "yaml.dumper"]);
  await page.keyboard.press("Escape");
  await page.waitForSelector("#found:text-matches('^12 modules')");
  assert.is(await page.inputValue("#search"), "");
});

on("finds by regular expression, and is kind about one that is none", async (page) => {
  await page.fill("#search", "/^(yaml|json)$/");
  await page.waitForSelector("#found:text-matches('^2 modules')");
  assert.equal(await names(page), ["yaml", "json"]);
  await page.fill("#search", "/(yaml/");
  await page.waitForSelector("#found.bad");
  assert.is(await page.innerText("#found"), "Not a regular expression yet: unterminated group");
  assert.is(await page.getAttribute("#search", "aria-invalid"), "true");
  await page.fill("#search", "nowhere");
  await page.waitForSelector("#grid .none:not([hidden])");
  assert.is(await page.innerText("#found"), "No module matches");
});

on("fades what the search does not find", async (page) => {
  const before = await colourAt(page, 0.6, 2);
  await page.fill("#search", "yaml");
  await page.waitForSelector("#found:text-matches('^3 modules')");
  await nextFrame(page);
  assert.not.equal(await colourAt(page, 0.6, 2), before);
});

on("sorts by each column, both ways", async (page) => {
  const sorted = async (column: string) => {
    await page.click(`#grid [role=columnheader] button:text-is("${column}")`);
    return (await names(page))[0];
  };
  assert.is((await names(page))[0], "urllib3");
  assert.is(await sorted("Cumulative"), "tool");
  assert.is(await page.getAttribute("[role=columnheader]:nth-child(3)", "aria-sort"), "descending");
  assert.is(await sorted("Modules"), "tool");
  assert.is(await sorted("Module"), "_ssl");
  assert.is(await sorted("Module"), "yaml.loader");
  assert.is(await sorted("Share"), "urllib3");
  assert.is(await sorted("Self ms"), "urllib3");
  assert.is(await sorted("Self ms"), "cut.off");
});

on("lists distributions with what they and their loads took", async (page) => {
  await page.click("text=Distributions");
  const requests = page.locator("#lines .row:has-text('requests') [role=gridcell]");
  assert.equal(
    (await requests.allInnerTexts()).map((text) => text.replace(/\s+/g, " ")),
    ["requests 1.0", "20.0", "50.0", "1", "20 %"],
  );
  assert.equal(await names(page), ["urllib3", "yaml", "requests", "application", "standard library", "built-in"]);
});

on("hovering one shows the other", async (page) => {
  const still = await page.screenshot({ clip: await box(page) });
  await page.hover("#lines .row:has-text('requests')");
  await page.waitForSelector("#readout:has-text('requests')");
  assert.not.equal(Buffer.compare(still, await page.screenshot({ clip: await box(page) })), 0);
  const { x, y } = await place(page, 0.6, 2);
  await page.mouse.move(x, y);
  await page.waitForSelector("#lines .row.hover:has-text('requests')");
  await page.mouse.move(5, 5);
  await page.waitForFunction(() => document.querySelector("#lines .row.hover") === null);
});

async function box(page: Page): Promise<{ x: number; y: number; width: number; height: number }> {
  return (await page.locator("#canvas").boundingBox()) ?? { x: 0, y: 0, width: 1, height: 1 };
}

on("a row of the table is chosen by click and by keyboard", async (page) => {
  await page.click("#lines .row:has-text('yaml.loader')");
  assert.is(await chosen(page), "yaml.loader");
  assert.is(await hash(page), "#/tool/tool.config/yaml");
  await page.focus("#grid");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.is(await chosen(page), (await names(page))[1]);
});

on("the legend filters table and picture", async (page) => {
  const before = await colourAt(page, 0.6, 2);
  const chip = page.locator("#chips button:has-text('standard library')");
  await chip.click();
  assert.is(await chip.getAttribute("aria-pressed"), "true");
  assert.equal(await names(page), ["json.decoder", "os", "site", "json"]);
  await nextFrame(page);
  assert.not.equal(await colourAt(page, 0.6, 2), before);
  await chip.click();
  assert.is((await names(page)).length, 13);
});

on("colours by distribution", async (page) => {
  await page.click("#colour-by button:text-is('Distribution')");
  const chips = await page.$$eval("#chips .name", (found) => found.map((chip) => chip.textContent));
  assert.equal(chips, ["urllib3", "yaml", "requests", "application", "standard library", "built-in"]);
});

view.run();
