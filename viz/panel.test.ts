// biome-ignore-all lint/performance/useDomNodeTextContent: Playwright reads what a reader sees
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { GraphBuilder } from "../src/graph/builder.js";
import { openBrowser, openPage } from "./testing/browser.js";
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

view("names the importers that found the module loaded already, with their lines", async () => {
  const builder = new GraphBuilder({ language: "python", evidence: "traced" });
  const process = builder.addProcess();
  const [app, first, shared] = ["app", "app.first", "shared"].map((name) => builder.addModule(name));
  const root = builder.addLoad(app ?? 0, process, -1, 10);
  builder.addLoad(shared ?? 0, process, builder.addLoad(first ?? 0, process, root, 10), 10);
  builder.addImport({ importer: app ?? 0, imported: shared ?? 0, line: 7, when: "deferred" });
  const { page, faults } = await openPage(browser, files.write(builder.finish()));
  await page.click("#lines .row:has-text('shared')");
  assert.match(await page.innerText("#panel"), /Also imported by\s+app\s+line 7, deferred/);
  assert.equal(faults, []);
  await page.close();
});

on("marks an unfinished load", async (page) => {
  await page.click("#lines .row:has-text('cut.off')");
  assert.match(await page.innerText("#panel .chosen"), /unfinished/);
  assert.match(await page.innerText("#lines .row:has-text('cut.off')"), /unfinished/);
});

view.run();
