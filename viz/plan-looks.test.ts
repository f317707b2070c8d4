import type { Page } from "playwright-core";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { nextFrame, openBrowser, openPage } from "./testing/browser.js";
import { assertLooks, SIZES, violations } from "./testing/looks.js";
import { PageFiles } from "./testing/page-file.js";
import { largePlan, plansOfTwo, smallPlan } from "./testing/plans.js";

const browser = await openBrowser();
const files = new PageFiles();
const test = suite("looks of a plan");
test.after(async () => {
  await browser.close();
  files.remove();
});

const long = "a_very_long_name_of_a_module_that_has_no_place_to_break_".repeat(4);
const [first] = smallPlan().plan.proposals;
if (first === undefined) throw new Error("no proposal");

const pages = {
  small: files.writePlan(smallPlan()),
  two: files.writePlan(plansOfTwo()),
  none: files.writePlan(smallPlan({ proposals: [], patch: "" })),
  many: files.writePlan(largePlan(3000)),
  long: files.writePlan(
    smallPlan({ proposals: [{ ...first, file: `${long}.py`, names: [long, long], imported: [long], importer: long }] }),
  ),
};

const STATES: readonly [string, (page: Page) => Promise<void>][] = [
  ["as opened", async () => {}],
  ["details open", async (page) => clickIf(page, ".proposals summary >> nth=0")],
  ["left out", async (page) => clickIf(page, "#proposal-0")],
  ["scrolled down", async (page) => page.evaluate(() => document.querySelector("#plan")?.scrollBy(0, 10_000))],
  ["by origin", async (page) => page.click("#colour-by button:has-text('Origin')")],
  ["table", async (page) => page.click("#rows-by button:has-text('Modules')")],
];

/** Headings that stay in sight lie over what scrolls by: no fault of the texts. */
const unstick = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const head of document.querySelectorAll<HTMLElement>(".plan-head")) head.style.position = "static";
  });

async function clickIf(page: Page, selector: string): Promise<void> {
  if ((await page.locator(selector).count()) > 0) await page.click(selector);
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`no violation of accessibility rules when ${colorScheme}`, async () => {
    for (const url of [pages.small, pages.two, pages.none, pages.many]) {
      const { page, faults } = await openPage(browser, url, { colorScheme });
      for (const [, change] of STATES) {
        await change(page);
        await nextFrame(page);
        assert.equal(await violations(page), []);
      }
      assert.equal(faults, []);
      await page.close();
    }
  });
}

for (const [name, url] of Object.entries(pages)) {
  test(`no text is clipped or overlaps and nothing scrolls sideways, ${name}`, async () => {
    for (const [width, height] of [...SIZES, [800, 900], [1280, 720]] as const) {
      const { page, faults } = await openPage(browser, url, { width, height });
      await unstick(page);
      for (const [state, change] of STATES) {
        await change(page);
        await nextFrame(page);
        await assertLooks(page, `${name}, ${width} × ${height}, ${state}`);
      }
      assert.equal(faults, []);
      await page.close();
    }
  });
}

test.run();
