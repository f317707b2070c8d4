import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import * as assert from "uvu/assert";
import { faultsOfText } from "./geometry.js";

/** Pixels of the window that pages are looked at in. */
export const SIZES = [
  [1440, 900],
  [1024, 700],
  [400, 800],
  [360, 700],
] as const;

/** In the page: the rules that it breaks, each with its places. */
const RULES = `axe.run().then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ": " + nodes.map((node) => node.html.slice(0, 200) + node.failureSummary)))`;

/** Rules of accessibility that a page breaks as it is now. */
export async function violations(page: Page): Promise<unknown> {
  if (!(await page.evaluate(() => "axe" in window)))
    await page.evaluate(readFileSync("node_modules/axe-core/axe.min.js", "utf8"));
  return page.evaluate(RULES);
}

/** No text is cut or lies over another, and the page does not scroll sideways. @param state what is looked at, for the message */
export async function assertLooks(page: Page, state: string): Promise<void> {
  assert.equal(await page.evaluate(faultsOfText), [], state);
  const scrolled = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(scrolled <= 0, `${state}: ${scrolled} pixels too wide`);
}
