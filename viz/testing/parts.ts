// biome-ignore-all lint/performance/useDomNodeTextContent: Playwright reads what a reader sees
import type { Browser, Page } from "playwright-core";
import type { Test } from "uvu";
import * as assert from "uvu/assert";
import { type Look, openPage } from "./browser.js";

/** Makes tests on fresh pages of one address; afterwards nothing may have gone wrong on a page. */
export function tester(view: Test, browser: Browser, url: string, look: Look = {}) {
  return (name: string, test: (page: Page) => Promise<void>, address = ""): void => {
    view(name, async () => {
      const { page, faults } = await openPage(browser, url + address, look);
      await test(page);
      assert.equal(faults, []);
      await page.close();
    });
  };
}

/** Pixels of a row where all rows fit. */
export const ROW = 26;

/** The steps of the breadcrumbs, whole. */
export const crumbs = (page: Page) =>
  page.$$eval("#breadcrumbs li > *", (found) => found.map((item) => item.getAttribute("title") ?? ""));
/** The name that the panel shows. */
export const chosen = (page: Page) => page.innerText("#panel h2");
/** The names of the rows in sight. */
export const names = (page: Page) =>
  page.$$eval("#lines .row > :first-child", (found) => found.map((cell) => (cell as HTMLElement).title));
export const hash = (page: Page) => page.evaluate(() => location.hash);

/** Middle of the first row of a module that is in sight: clicked on by way of its place in the picture. */
export async function place(page: Page, fromLeft: number, row: number): Promise<{ x: number; y: number }> {
  const box = await page.locator("#canvas").boundingBox();
  return { x: (box?.x ?? 0) + (box?.width ?? 0) * fromLeft, y: (box?.y ?? 0) + (row + 0.5) * ROW };
}

/** The canvas's pixels, read from a copy: reading a canvas twice makes it slow. */
export function pixels(page: Page, left: number, top: number, width: number, height: number): Promise<number[]> {
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
export async function colourAt(page: Page, fromLeft: number, row: number): Promise<number> {
  return (await pixels(page, fromLeft, row * ROW + ROW - 4, 1, 1))[0] ?? -1;
}
