// biome-ignore-all lint/performance/useDomNodeTextContent: Playwright reads what a reader sees
import type { Page } from "playwright-core";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { nextFrame, openBrowser, openPage } from "./testing/browser.js";
import { graphOf, manyRows, type Row, SMALL } from "./testing/graphs.js";
import { PageFiles } from "./testing/page-file.js";
import { chosen, colourAt, crumbs, names, place, tester } from "./testing/parts.js";

const browser = await openBrowser();
const files = new PageFiles();
const view = suite("view of two starts");
view.after(async () => {
  await browser.close();
  files.remove();
});

/** `SMALL` after a day's work: yaml is gone, requests moved under tool.config and shrank, rich came, json grew. */
const LATER: readonly Row[] = [
  [0, "site", 2000, "stdlib"],
  [1, "os", 3000, "stdlib"],
  [0, "tool", 10_000, "application"],
  [1, "tool.config", 5000, "application"],
  [2, "requests", 5_000],
  [3, "urllib3", 26_000],
  [3, "_ssl", 4000, "builtin"],
  [1, "json", 9000, "stdlib"],
  [2, "json.decoder", 5000, "stdlib"],
  [1, "rich", 12_000],
  [2, "rich.text", 3000],
];

const small = files.writeDiff(graphOf([SMALL]), graphOf([LATER]), {
  warnings: [{ code: "speed-unknown", message: "times are compared as they are" }],
});
const on = tester(view, browser, small);

const show = async (page: Page, side: string) => {
  await page.click(`#side button:text-is('${side}')`);
  await nextFrame(page);
};
const row = async (page: Page, name: string) =>
  (await page.locator(`#lines .row:has([title='${name}']) [role=gridcell]`).allInnerTexts()).map((text) =>
    text.replace(/\s+/g, " "),
  );

on("says what both add up to, and by how much they differ", async (page) => {
  assert.is(await page.innerText("#title"), "before.log → after.log");
  assert.equal((await page.innerText("#totals")).split("\n"), [
    ...["before", "100 ms", "after", "84.0 ms"],
    ...["change, −16 %", "−16.0 ms", "modules", "12 → 11"],
  ]);
  assert.match(await page.innerText("#notes"), /^Matched by name; times are compared as they are; the other 7 modules/);
});

on("lists what came, went, grew and shrank, with all that an import brought and by whom", async (page) => {
  assert.equal(await names(page), ["yaml", "rich", "requests", "json", "cut.off"]);
  assert.equal(await row(page, "yaml"), ["yaml by tool.config", "24.0", "0", "−3", "−24.0"]);
  assert.equal(await row(page, "rich"), ["rich by tool", "0", "15.0", "+2", "+15.0"]);
  assert.equal(await row(page, "requests"), ["requests by tool.config", "20.0", "5.00", "0", "−15.0"]);
  await page.click("#lines .row:has-text('yaml')");
  assert.is(await chosen(page), "yaml");
  assert.match(await page.innerText("#panel .chosen"), /dependencies\s+gone/);
  assert.equal((await page.innerText("#panel .chain")).split("\n"), ["start", "tool", "tool.config"]);
  const facts = (await page.innerText("#panel .facts")).split("\n");
  assert.equal(facts.slice(0, 8), [
    ...["Self", "8.00 → 0 ms", "Cumulative", "24.0 → 0 ms"],
    ...["Change", "−24.0 ms, −100 %", "Modules", "3 → 0"],
  ]);
});

on("tells by more than colour: in the legend, in the picture and to a screen reader", async (page) => {
  const chips = await page.$$eval("#chips button", (found) => found.map((chip) => (chip as HTMLElement).innerText));
  assert.equal(
    chips.map((chip) => chip.replace(/\s+/g, " ")),
    ["came +15.0 ms", "grew +8.00 ms", "as before 55.0 ms", "shrank −15.0 ms", "gone −24.0 ms"],
  );
  await page.focus("#scroll");
  for (const key of ["ArrowDown", "ArrowRight", "ArrowDown", "ArrowDown"]) await page.keyboard.press(key);
  const active = await page.getAttribute("#scroll", "aria-activedescendant");
  assert.match(await page.innerText(`#${active}`), /^yaml: gone · self 8\.00 → 0 ms/);
});

on("shows either start as it was, and the chosen module where it is there", async (page) => {
  await page.click("#lines .row:has-text('requests')");
  assert.equal(await crumbs(page), ["start", "tool", "tool.config", "requests"]);
  await show(page, "Before");
  assert.equal(await crumbs(page), ["start", "tool", "requests"]);
  assert.is(await page.innerText("#found"), "12 modules, 100 ms");
  await show(page, "After");
  assert.equal(await crumbs(page), ["start", "tool", "tool.config", "requests"]);
  assert.is(await page.innerText("#found"), "11 modules, 84.0 ms");
  assert.is(await page.getAttribute("#side button:text-is('After')", "aria-pressed"), "true");
});

on("a row of what the shown start does not have leads to the picture of both", async (page) => {
  await show(page, "After");
  await page.click("#lines .row:has-text('yaml')");
  assert.is(await chosen(page), "yaml");
  assert.is(await page.getAttribute("#side button:text-is('Both')", "aria-pressed"), "true");
});

on("filters by what became of modules, and by name", async (page) => {
  await page.click("#chips button:has-text('came')");
  assert.equal(await names(page), ["rich"]);
  await page.click("#chips button:has-text('came')");
  await page.fill("#search", "yaml");
  await page.waitForSelector("#found:text-matches('^3 modules')");
  assert.equal(await names(page), ["yaml"]);
  await page.click("#rows-by button:text-is('Modules')");
  assert.equal(await names(page), ["yaml.loader", "yaml", "yaml.dumper"]);
});

on("lists distributions with both times", async (page) => {
  await page.click("#rows-by button:text-is('Distributions')");
  assert.equal(await row(page, "yaml"), ["yaml", "24.0", "0", "−3", "−24.0"]);
  assert.equal(await row(page, "standard library"), ["standard library", "11.0", "19.0", "0", "+8.00"]);
});

on("colours by origin too, and stays in step with the side", async (page) => {
  const { x, y } = await place(page, 0.5, 1);
  await page.mouse.click(x, y);
  const change = await colourAt(page, 0.5, 1);
  await page.click("#colour-by button:text-is('Origin')");
  await nextFrame(page);
  assert.not.equal(await colourAt(page, 0.5, 1), change);
  await show(page, "Before");
  assert.is(await page.getAttribute("#colour-by button:text-is('Origin')", "aria-pressed"), "true");
});

view("two equal starts say so by showing no change", async () => {
  const { page, faults } = await openPage(browser, files.writeDiff(graphOf([SMALL]), graphOf([SMALL])));
  assert.match(await page.innerText("#totals"), /change\s+0 ms/);
  assert.is(
    await page.innerText("#grid .none"),
    "The same modules are loaded, none of them with a time that differs by more than noise.",
  );
  assert.equal(faults, []);
  await page.close();
});

view("two starts of several processes, and two of 50,000 modules, open", async () => {
  const many = manyRows(50_000);
  for (const [before, after] of [
    [graphOf([SMALL, LATER]), graphOf([LATER, SMALL, SMALL])],
    [graphOf([many]), graphOf([many.filter(([, name]) => !name.startsWith("numpy"))])],
    [graphOf([SMALL]), graphOf([[]])],
  ] as const) {
    const { page, faults } = await openPage(browser, files.writeDiff(before, after));
    for (const side of ["Before", "After", "Both"]) await show(page, side);
    await page.focus("#scroll");
    for (const key of ["ArrowDown", "Enter", "ArrowDown"]) await page.keyboard.press(key);
    await nextFrame(page);
    assert.equal(faults, []);
    await page.close();
  }
});

view.run();
