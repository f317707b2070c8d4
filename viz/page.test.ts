// biome-ignore-all lint/performance/useDomNodeTextContent: Playwright reads what a reader sees
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { openBrowser } from "./testing/browser.js";
import { graphOf, SMALL } from "./testing/graphs.js";
import { PageFiles } from "./testing/page-file.js";
import { colourAt, pixels, ROW, tester } from "./testing/parts.js";

const browser = await openBrowser();
const files = new PageFiles();
const view = suite("page");
view.after(async () => {
  await browser.close();
  files.remove();
});
const on = tester(view, browser, files.write(graphOf([SMALL])));

on("draws blocks in several colours with text", async (page) => {
  assert.ok(new Set(await pixels(page, 0, 0, 800, 5 * ROW)).size > 20);
  assert.not.equal(await colourAt(page, 0.5, 1), await colourAt(page, 0.02, 1));
});

on("says what was read and what it adds up to", async (page) => {
  assert.is(await page.innerText("#title"), "import.log");
  assert.equal((await page.innerText("#totals")).split("\n"), ["total", "100 ms", "modules", "12", "process", "1"]);
});

on("is dark by the button and stays so", async (page) => {
  const light = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.click("#theme");
  const dark = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  assert.not.equal(light, dark);
  // What a page stores is written behind its back: a page loaded at once may still find nothing.
  for (let reloads = 0; reloads < 20; reloads++) {
    await page.reload();
    if ((await page.innerText("#theme")) === "Light") break;
  }
  assert.is(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), dark);
  await page.click("#theme");
});

on("prints on paper: white, without controls", async (page) => {
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  assert.not.ok(await page.isVisible("#search"));
  assert.ok(await page.isVisible("#lines .row"));
  assert.is(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(255, 255, 255)");
});

view.run();
