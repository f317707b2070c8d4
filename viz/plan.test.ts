// biome-ignore-all lint/performance/useDomNodeTextContent: Playwright reads what a reader sees
import type { Page } from "playwright-core";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { nextFrame, openBrowser, openPage } from "./testing/browser.js";
import { PageFiles } from "./testing/page-file.js";
import { chosen, colourAt, names, tester } from "./testing/parts.js";
import { largePlan, plansOfTwo, smallPlan } from "./testing/plans.js";

const browser = await openBrowser();
const files = new PageFiles();
const test = suite("view of a plan");
test.after(async () => {
  await browser.close();
  files.remove();
});

const on = tester(test, browser, files.writePlan(smallPlan()));

const totals = async (page: Page) => (await page.innerText("#totals")).split("\n");
const savings = async (page: Page) =>
  (await page.locator(".proposals .figures").allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());
const item = (page: Page) => page.innerText("#items > *");

on("opens with every proposal chosen, the measured time and the shares of what they save", async (page) => {
  assert.equal(await totals(page), [
    ...["before", "300 ms", "after, measured", "75.0 ms"],
    ...["change, −75 %", "−225 ms", "modules", "8 → 3"],
  ]);
  // By what would be lost without each and what it saves by itself: 100, 140 and 220 of 460 parts.
  assert.equal(await savings(page), ["48.9 ms 22 %", "68.5 ms 30 %", "108 ms 48 %"]);
  assert.is(await page.innerText(".plan-head .count >> nth=0"), "3 of 3 chosen");
  assert.match(await page.innerText("#chips"), /stays\s+20\.0 ms · 8\.0 %\s+would go\s+230 ms · 92 %/);
});

on("asks the graph when a proposal is left out: what only both of two take away stays", async (page) => {
  await page.click("#proposal-1");
  // Of 230 ms by the graph 130 go still, since requests stays with docker.
  assert.equal(await totals(page), [
    ...["before", "300 ms", "after, estimated", "173 ms"],
    ...["change, −42 %", "−127 ms", "modules", "8 → 5"],
  ]);
  assert.equal(await savings(page), ["48.9 ms 38 %", "+ 97.8 ms if chosen", "78.3 ms 62 %"]);
  assert.match(await page.innerText(".next"), /importperf: keep/);
  assert.is(await page.innerText("#live"), "2 of 3 proposals: 173 ms after, without 3 modules");
  await page.click("#proposal-1");
  assert.is((await totals(page))[3], "75.0 ms");
});

on("none and all choose together", async (page) => {
  await page.click(".plan-head button:text-is('None')");
  assert.equal((await totals(page)).slice(2), ["after, estimated", "300 ms", "change", "0 ms", "modules", "8 → 8"]);
  // Each by itself: requests stays with either.
  assert.equal(await savings(page), ["+ 48.9 ms if chosen", "+ 39.1 ms if chosen", "+ 78.3 ms if chosen"]);
  await page.click(".plan-head button:text-is('All')");
  assert.is((await totals(page))[3], "75.0 ms");
});

on("hatches what would go, in every colouring, and says so in words", async (page) => {
  await page.focus("#scroll");
  for (const key of ["ArrowDown", "ArrowDown", "ArrowRight", "ArrowDown"]) await page.keyboard.press(key);
  assert.is(await chosen(page), "docker");
  assert.match(await item(page), /^docker: would go · self 40\.0 ms/);
  assert.match(await page.innerText("#panel .facts"), /With the plan\s+would go\s+Would go\s+2 of 2, 100 ms/);
  for (const by of ["Plan", "Origin", "Distribution"]) {
    await page.click(`#colour-by button:text-is('${by}')`);
    await nextFrame(page);
    const hatched = await colourAt(page, 0.5, 3);
    await page.click("#proposal-1");
    await nextFrame(page);
    assert.not.equal(await colourAt(page, 0.5, 3), hatched, by);
    assert.match(await item(page), /^docker: stays · /);
    await page.click("#proposal-1");
    await nextFrame(page);
    assert.is(await colourAt(page, 0.5, 3), hatched, by);
  }
});

on("what stays under an importer that goes is loaded by another", async (page) => {
  await page.click("#proposal-2");
  await page.click("#rows-by button:text-is('Modules')");
  await page.click("#lines .row:has-text('requests')");
  assert.match(await page.innerText("#panel .facts"), /With the plan\s+stays: another import loads it/);
  assert.match(await page.innerText("#lines .row:has-text('docker')"), /docker\s+would go/);
});

on("filters by what would go, in step with the choice", async (page) => {
  await page.click("#chips button:has-text('would go')");
  await page.click("#rows-by button:text-is('Modules')");
  assert.equal(await names(page), ["kube", "requests", "docker", "rich", "rich.text"]);
  await page.click("#rows-by button:text-is('Plan')");
  await page.click("#proposal-0");
  await page.click("#rows-by button:text-is('Modules')");
  assert.equal(await names(page), ["kube", "requests", "docker"]);
});

on("shows in the picture what goes with a proposal", async (page) => {
  await page.hover(".proposals li >> nth=0");
  await nextFrame(page);
  const other = await colourAt(page, 0.7, 3);
  await page.mouse.move(5, 5);
  await nextFrame(page);
  assert.not.equal(await colourAt(page, 0.7, 3), other);
});

on("tells the proof, the new places and the diff, and leads to the module", async (page) => {
  await page.click(".proposals summary >> nth=0");
  await page.waitForSelector(".proposals li >> nth=0 >> text=Goes to");
  const details = await page.innerText(".proposals li >> nth=0");
  assert.match(details, /Goes to\s+main:10\s+Proven by\s+uses-only-in-functions, load-effects \(observed\)/);
  assert.match(details, /-import rich\n[\s\S]*\+ {4}import rich/);
  await page.click(".details button:has-text('rich') >> nth=0");
  assert.is(await chosen(page), "rich");
  await page.click(".proposals summary >> nth=1");
  await page.waitForSelector(".proposals li >> nth=1 >> text=Saves only");
  assert.match(await page.innerText(".proposals li >> nth=1"), /Saves only\s+together with p3/);
});

on("lists what is refused with every reason, and what a person could change", async (page) => {
  const text = await page.innerText("#plan");
  assert.match(
    text,
    /What a person could change\s+1, the most gain for each place first\s+12\.0 ms\s+six\.py:716 it reads/,
  );
  assert.match(text, /Refused\s+1, by what they keep in startup\s+12\.0 ms\s+app\/cli\.py:1 sys/);
  assert.match(text, /716 reads sys\.modules while six loads \(reads-modules\)/);
  assert.match(text, /→ harmless later, or never\? --accept reads-modules and --accept reads-path take it as proven/);
});

on("is used by keyboard: arrows move, Space chooses", async (page) => {
  await page.focus("#proposal-0");
  await page.keyboard.press("ArrowDown");
  assert.is(await page.evaluate(() => document.activeElement?.id), "proposal-1");
  await page.keyboard.press("Space");
  assert.is((await totals(page))[3], "173 ms");
  await page.keyboard.press("ArrowUp");
  assert.is(await page.evaluate(() => document.activeElement?.id), "proposal-0");
});

for (const [width, height] of [
  [1440, 900],
  [1280, 720],
  [800, 900],
] as const) {
  test(`nothing moves when a proposal is left out, ${width} × ${height}`, async () => {
    const { page, faults } = await openPage(browser, files.writePlan(smallPlan()), { width, height });
    await page.click(".proposals summary >> nth=0");
    const places = () =>
      page.$$eval(
        "#totals div, #chips li, .plan-head, .proposals li, .figures, .reasoned li, #scroll, #panel",
        (found) =>
          found.map((each) => {
            const { left, top, width, height } = each.getBoundingClientRect();
            // The legend's second entry follows the first's text.
            return [
              each.closest("#chips") === null ? left : 0,
              top,
              each.closest("#chips") === null ? width : 0,
              height,
            ];
          }),
      );
    const before = await places();
    for (const box of ["#proposal-1", "#proposal-0", "#proposal-2"]) {
      await page.click(box);
      await nextFrame(page);
      assert.equal(await places(), before, box);
    }
    assert.equal(faults, []);
    await page.close();
  });
}

test("of several commands each has its own numbers, and the header their mean", async () => {
  const { page, faults } = await openPage(browser, files.writePlan(plansOfTwo()));
  const rows = () => page.locator(".commands tbody tr").allInnerTexts();
  const plain = async () => (await rows()).map((text) => text.replace(/\s+/g, " "));
  assert.equal(await plain(), ["app --help 300 ms 75.0 ms 8 → 3", "app list1 200 ms 60.0 ms 7 → 3"]);
  assert.equal((await totals(page)).slice(0, 4), ["before, mean", "250 ms", "after, measured", "67.5 ms"]);
  await page.click("#proposal-2");
  // kube is no part of the second command.
  assert.match((await plain())[1] ?? "", /^app list1 200 ms 60\.0 ms 7 → 3$/);
  assert.match((await plain())[0] ?? "", /^app --help 300 ms 212 ms 8 → 5$/);
  assert.equal(faults, []);
  await page.close();
});

test("a plan that proposes nothing says so, and lists what is refused", async () => {
  const { page, faults } = await openPage(browser, files.writePlan(smallPlan({ proposals: [], patch: "" })));
  assert.match(await page.innerText("#plan"), /^Nothing is proposed\s+No import can be deferred, proven, for a gain\./);
  assert.match(await page.innerText("#plan"), /Refused/);
  assert.equal(faults, []);
  await page.close();
});

test("80,000 modules and 80 proposals are asked anew at every choice", async () => {
  const { page, faults } = await openPage(browser, files.writePlan(largePlan(80_000)));
  assert.match((await totals(page)).join(" "), /modules 80,001 → 1$/);
  await page.click("#proposal-40");
  // Those before it go still; each after it is imported by the one before.
  assert.match((await totals(page)).join(" "), /modules 80,001 → 40,001$/);
  await page.waitForSelector(".proposals li:nth-child(42) .us:text-is('0 ms')");
  await page.waitForSelector(".proposals li:nth-child(41) .us:text-is('+ 400 ms')");
  await page.click(".plan-head button:text-is('None')");
  await page.waitForSelector(".proposals li:nth-child(1) .us:text-is('+ 10.0 ms')");
  assert.equal(faults, []);
  await page.close();
});

test("no name of a plan becomes markup or script", async () => {
  const evil = "<img src=x onerror=alert(1)>";
  const { plan } = smallPlan();
  const [first] = plan.proposals;
  if (first === undefined) throw new Error("no proposal");
  const proposals = [{ ...first, file: `${evil}.py`, names: [evil], importer: evil, imported: [evil] }];
  const reason = { code: evil, message: evil, file: evil, line: 1 };
  const made = smallPlan({
    proposals,
    patch: plan.patch.replaceAll("rich", evil).replaceAll("app/cli.py", `${evil}.py`),
    refusals: [{ ...{ file: evil, line: 1, importer: evil, imported: [evil], names: [evil], savingUs: 1 }, reason }],
    advice: [{ file: evil, line: 1, savingUs: 1, message: evil, blocks: [] }],
  });
  const { page, faults } = await openPage(browser, files.writePlan(made));
  await page.click(".proposals summary");
  assert.match(await page.innerText("#plan"), /<img src=x onerror=alert\(1\)>/);
  assert.is(await page.locator("img").count(), 0);
  assert.equal(faults, []);
  await page.close();
});

test.run();
