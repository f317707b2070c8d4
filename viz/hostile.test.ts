// biome-ignore-all lint/performance/useDomNodeTextContent: Playwright reads what a reader sees
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { nextFrame, openBrowser, openPage } from "./testing/browser.js";
import { graphOf, HOSTILE, SMALL } from "./testing/graphs.js";
import { PageFiles } from "./testing/page-file.js";

const browser = await openBrowser();
const files = new PageFiles();
const view = suite("view of hostile names");
view.after(async () => {
  await browser.close();
  files.remove();
});

const hostile = {
  inputs: ["<b onmouseover=alert(3)>.log"],
  warnings: [{ code: "x", message: "<script>alert(4)</script>" }],
  ignored: { lines: 2, first: [{ line: 9, text: "\u001b[31m<i>\u202e" }] },
};

view("no name becomes markup or script", async () => {
  const { page, faults } = await openPage(browser, files.write(graphOf([HOSTILE]), hostile));
  await page.click("summary");
  for (let row = 0; row < HOSTILE.length; row++) {
    await page.click(`#lines .row >> nth=${row}`);
    await page.hover("#canvas", { position: { x: 200, y: 30 } });
  }
  assert.is(await page.locator("img, b[onmouseover], main script, footer script, footer i").count(), 0);
  assert.is(await page.evaluate(() => document.querySelectorAll("script").length), 2);
  assert.match(await page.innerText("#title"), /^<b onmouseover/);
  assert.match(await page.innerText("footer"), /<script>alert\(4\)<\/script>[\s\S]*\\x1b\[31m<i>\\u202e/);
  assert.equal(faults, []);
  await page.close();
});

view("every hostile name has an address that leads back to it", async () => {
  const url = files.write(graphOf([HOSTILE]));
  const { page, faults } = await openPage(browser, url);
  await page.focus("#scroll");
  for (let depth = 0; depth < HOSTILE.length; depth++) {
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const hash = await page.evaluate(() => location.hash);
    const level = await page.getAttribute("#items > *", "aria-level");
    const again = await openPage(browser, url + hash);
    assert.is(await again.page.getAttribute("#items > *", "aria-level"), level, `at depth ${depth}`);
    await again.page.close();
  }
  assert.equal(faults, []);
  await page.close();
});

view("an address of nothing shows everything, a wrong path the module that it ends in", async () => {
  const url = files.write(graphOf([SMALL]));
  for (const [address, expected] of [
    ["#/no/such/module", "start"],
    ["#nonsense", "start"],
    ["#/%E0%A4%A", "start"],
    ["#/tool:5-2", "tool"],
    ["#/somewhere/else/yaml", "yaml"],
  ] as const) {
    const { page, faults } = await openPage(browser, url + address);
    assert.is(await page.innerText("#panel h2"), expected, address);
    assert.equal(faults, []);
    await page.close();
  }
});

view("a graph without loads, one without times and one 20,000 rows deep open", async () => {
  const deep = Array.from({ length: 20_000 }, (_, depth) => [depth, `deep.module_${depth}`, 3] as const);
  const untimed = SMALL.map(([depth, name]) => [depth, name, 0] as const);
  for (const rows of [[], untimed, deep]) {
    const { page, faults } = await openPage(browser, files.write(graphOf([rows])));
    await page.focus("#scroll");
    for (const key of ["ArrowDown", "ArrowDown", "Enter", "ArrowDown"]) await page.keyboard.press(key);
    await nextFrame(page);
    assert.equal(faults, []);
    await page.close();
  }
});

view("several processes are separate roots with addresses of their own", async () => {
  const { page, faults } = await openPage(browser, files.write(graphOf([SMALL, SMALL, SMALL])));
  assert.match(await page.innerText("#totals"), /processes\s+3/);
  await page.focus("#scroll");
  for (const key of ["ArrowDown", "ArrowRight", "Enter"]) await page.keyboard.press(key);
  assert.is(await page.innerText("#panel h2"), "process 2");
  assert.is(await page.evaluate(() => location.hash), "#/2");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  assert.is(await page.evaluate(() => location.hash), "#/2/tool");
  assert.match(await page.innerText("#panel"), /Loaded elsewhere too/);
  await page.reload();
  assert.is(await page.innerText("#panel h2"), "tool");
  assert.equal(faults, []);
  await page.close();
});

view.run();
