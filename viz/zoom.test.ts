// biome-ignore-all lint/performance/useDomNodeTextContent: Playwright reads what a reader sees
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { openBrowser } from "./testing/browser.js";
import { graphOf, SMALL } from "./testing/graphs.js";
import { PageFiles } from "./testing/page-file.js";
import { chosen, crumbs, hash, place, tester } from "./testing/parts.js";

const browser = await openBrowser();
const files = new PageFiles();
const view = suite("zooming in the view");
view.after(async () => {
  await browser.close();
  files.remove();
});
const on = tester(view, browser, files.write(graphOf([SMALL])));

on("zooms by click, goes back by the back button, forward, and by breadcrumb", async (page) => {
  const tool = await place(page, 0.5, 1);
  await page.mouse.click(tool.x, tool.y);
  assert.is(await hash(page), "#/tool");
  assert.is(await chosen(page), "tool");
  const requests = await place(page, 0.6, 2);
  await page.mouse.click(requests.x, requests.y);
  assert.is(await hash(page), "#/tool/requests");
  assert.equal(await crumbs(page), ["start", "tool", "requests"]);
  await page.goBack();
  assert.equal(await crumbs(page), ["start", "tool"]);
  await page.goForward();
  assert.equal(await crumbs(page), ["start", "tool", "requests"]);
  await page.click("#breadcrumbs button >> nth=0");
  assert.equal(await crumbs(page), ["start"]);
  assert.is(await hash(page), "#/");
});

on("moves, zooms in and zooms out by keyboard", async (page) => {
  await page.focus("#scroll");
  for (const key of ["ArrowDown", "ArrowRight", "ArrowDown"]) await page.keyboard.press(key);
  assert.is(await chosen(page), "tool.config");
  const active = await page.getAttribute("#scroll", "aria-activedescendant");
  assert.match(await page.innerText(`#${active}`), /^tool\.config: self 5\.00 ms · cumulative 29\.0 ms/);
  await page.keyboard.press("Enter");
  assert.is(await hash(page), "#/tool/tool.config");
  await page.keyboard.press("Escape");
  assert.is(await hash(page), "#/tool");
  await page.keyboard.press("Home");
  assert.is(await hash(page), "#/");
});

on(
  "shows the place that a link names",
  async (page) => {
    assert.equal(await crumbs(page), ["start", "tool", "tool.config", "yaml"]);
    assert.is(await chosen(page), "yaml");
    await page.reload();
    assert.equal(await crumbs(page), ["start", "tool", "tool.config", "yaml"]);
  },
  "#/tool/tool.config/yaml",
);

view.run();
