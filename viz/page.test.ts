// biome-ignore-all lint/performance/useDomNodeTextContent: Playwright reads what a reader sees
import type { Page } from "playwright-core";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { GraphBuilder } from "../src/graph/builder.js";
import { nextFrame, openBrowser, openPage } from "./testing/browser.js";
import { graphOf, SMALL } from "./testing/graphs.js";
import { PageFiles } from "./testing/page-file.js";

const browser = await openBrowser();
const files = new PageFiles();
const url = files.write(graphOf([SMALL]));
const view = suite("view");
view.after(async () => {
  await browser.close();
  files.remove();
});

/** Runs a test on a fresh page; afterwards nothing may have gone wrong on it. */
function on(name: string, test: (page: Page) => Promise<void>, address = ""): void {
  view(name, async () => {
    const { page, faults } = await openPage(browser, url + address);
    await test(page);
    assert.equal(faults, []);
    await page.close();
  });
}

/** Pixels of a row where all rows fit. */
const ROW = 26;

const crumbs = (page: Page) =>
  page.$$eval("#breadcrumbs li > *", (found) => found.map((item) => item.getAttribute("title") ?? ""));
const chosen = (page: Page) => page.innerText("#panel h2");
const names = (page: Page) =>
  page.$$eval("#lines .row > :first-child", (found) => found.map((cell) => (cell as HTMLElement).title));
const hash = (page: Page) => page.evaluate(() => location.hash);

/** Middle of the first row of a module that is in sight: clicked on by way of its place in the picture. */
async function place(page: Page, fromLeft: number, row: number): Promise<{ x: number; y: number }> {
  const box = await page.locator("#canvas").boundingBox();
  return { x: (box?.x ?? 0) + (box?.width ?? 0) * fromLeft, y: (box?.y ?? 0) + (row + 0.5) * ROW };
}

/** The canvas's pixels, read from a copy: reading a canvas twice makes it slow. */
function pixels(page: Page, left: number, top: number, width: number, height: number): Promise<number[]> {
  return page.evaluate(
    ([x = 0, y = 0, w = 1, h = 1]) => {
      const canvas = document.querySelector("canvas");
      const copy = document.createElement("canvas");
      copy.width = w;
      copy.height = h;
      const context = copy.getContext("2d", { willReadFrequently: true });
      if (canvas === null || context === null) return [];
      context.drawImage(canvas, -Math.round(x * canvas.width), -y);
      const { data } = context.getImageData(0, 0, w, h);
      const colours: number[] = [];
      for (let at = 0; at < data.length; at += 4)
        colours.push(((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0));
      return colours;
    },
    [left, top, width, height],
  );
}

/** The colour of a block below its text. */
async function colourAt(page: Page, fromLeft: number, row: number): Promise<number> {
  return (await pixels(page, fromLeft, row * ROW + ROW - 4, 1, 1))[0] ?? -1;
}

on("draws blocks in several colours with text", async (page) => {
  assert.ok(new Set(await pixels(page, 0, 0, 800, 5 * ROW)).size > 20);
  assert.not.equal(await colourAt(page, 0.5, 1), await colourAt(page, 0.02, 1));
});

on("says what was read and what it adds up to", async (page) => {
  assert.is(await page.innerText("#title"), "import.log");
  assert.equal((await page.innerText("#totals")).split("\n"), ["total", "100 ms", "modules", "12", "process", "1"]);
});

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

on("is dark by the button and stays so", async (page) => {
  const light = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.click("#theme");
  const dark = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  assert.not.equal(light, dark);
  await page.reload();
  await page.waitForSelector("#theme:text-is('Light')");
  assert.is(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), dark);
  await page.click("#theme");
});

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

on("marks an unfinished load", async (page) => {
  await page.click("#lines .row:has-text('cut.off')");
  assert.match(await page.innerText("#panel .chosen"), /unfinished/);
  assert.match(await page.innerText("#lines .row:has-text('cut.off')"), /unfinished/);
});

on("prints on paper: white, without controls", async (page) => {
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  assert.not.ok(await page.isVisible("#search"));
  assert.ok(await page.isVisible("#lines .row"));
  assert.is(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(255, 255, 255)");
});

view.run();
