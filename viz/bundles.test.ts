import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fakeBundle, fakeDocument } from "../src/bundle/testing.js";
import { openBrowser, openPage } from "./testing/browser.js";
import { fourteenBundles, twoBundles } from "./testing/bundles.js";
import { assertLooks, SIZES, violations } from "./testing/looks.js";
import { PageFiles } from "./testing/page-file.js";

const browser = await openBrowser();
const files = new PageFiles();
const test = suite("bundles in the view");
test.after(async () => {
  await browser.close();
  files.remove();
});

const none = fakeDocument({
  bundles: [fakeBundle({ works: false, fault: "as usual: exit code" })],
  recommendation: null,
});
const pages = {
  two: files.writeBundles(twoBundles()),
  fourteen: files.writeBundles(fourteenBundles()),
  none: files.writeBundles(none),
  untimed: files.writeBundles(
    fakeDocument({ unbundled: { ...none.unbundled, wall: null }, yardstick: null, bundles: [] }),
  ),
};

test("bundles stand by their start, with what they are compared with between them", async () => {
  const { page, faults } = await openPage(browser, pages.fourteen);
  assert.equal(await page.locator(".bundle-table tbody tr:not(.why) th .name").allTextContents(), [
    "folder",
    "zip",
    "kubectl",
    "without a bundle",
    "zipapp",
    "shiv",
    "nuitka",
    "pex",
    "pyinstaller",
    "nuitka-onefile",
    "pyinstaller-onefile",
    "pyoxidizer",
    "docker",
  ]);
  assert.match((await page.locator(".verdict").textContent()) ?? "", "folder starts fastest");
  const cells = await page.locator(".bundle-table tr.best td").allInnerTexts();
  assert.equal(
    cells.map((cell) => cell.replace(/\s+/g, " ").trim()),
    [
      "35.1 ms 34.7 to 35.6",
      "0.79 0.78 to 0.81",
      "interpreter 12.8 unpacking 2.4 imports 13.8 main 4.0 end 2.1",
      "315.9 ms",
      "49.1 ms",
      "4.2 MB 210 files",
      "1200 ms",
      "CPython 3.12",
      "yes",
    ],
  );
  assert.equal(await page.locator(".not-built dt .name").allTextContents(), ["pyapp", "cx_freeze", "briefcase"]);
  assert.equal(faults, []);
  await page.close();
});

test("a bar is as long as its start, its parts as wide as they take; what is not known has none", async () => {
  const { page } = await openPage(browser, pages.fourteen);
  const width = (selector: string): Promise<number> =>
    page.evaluate((each) => document.querySelector(each)?.getBoundingClientRect().width ?? 0, selector);
  const row = (name: string): string => `.bundle-table tr:has(th[title="/out/${name}/app"])`;
  const near = (actual: number, expected: number): void =>
    assert.ok(Math.abs(actual - expected) < 4, `${actual} is not ${expected}`);
  near((await width(`${row("zipapp")} .goes-bar`)) * 35.1, (await width(`${row("folder")} .goes-bar`)) * 141);
  const whole = await width(`${row("shiv")} .goes-bar`);
  near(await width(`${row("shiv")} .goes-unpacking`), (whole * 96) / 166.1);
  assert.is(await page.locator(`${row("pyinstaller")} .goes-unknown`).count(), 1);
  assert.is(await page.locator(`${row("pyinstaller")} small:has-text("not known")`).count(), 1);
  assert.is(await page.locator(`${row("pex")} .goes-unpacking`).count(), 0);
  assert.is(await page.locator(".goes-bar.cut").count(), 2);
  await page.close();
});

test("what does not work says why, and names stay text", async () => {
  const { page, faults } = await openPage(browser, pages.fourteen);
  const whys = await page.locator(".bundle-table tr.why").allTextContents();
  assert.is(whys.length, 2);
  assert.match(whys[0] ?? "", "without HOME: exit code was 0, is 1");
  assert.match(whys[1] ?? "", 'is "<b>other</b>"');
  assert.match((await page.locator(".not-built pre").textContent()) ?? "", "<script>alert(1)</script>");
  assert.equal(faults, []);
  await page.close();
  const { page: other } = await openPage(browser, pages.none);
  assert.is(await other.locator(".verdict").textContent(), "No bundle works.");
  await other.close();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`no violation of accessibility rules when ${colorScheme}`, async () => {
    for (const [name, url] of Object.entries(pages)) {
      const { page, faults } = await openPage(browser, url, { colorScheme });
      assert.equal(await violations(page), [], name);
      assert.equal(faults, []);
      await page.close();
    }
  });
}

for (const [name, url] of Object.entries(pages)) {
  test(`no text is clipped or overlaps and nothing scrolls sideways, ${name}`, async () => {
    for (const [width, height] of [...SIZES, [800, 900], [1100, 700]] as const) {
      const { page, faults } = await openPage(browser, url, { width, height });
      // Heads that stay in sight lie over what scrolls by.
      await page.evaluate(() => {
        for (const head of document.querySelectorAll<HTMLElement>("thead th")) head.style.position = "static";
      });
      await assertLooks(page, `${name}, ${width} × ${height}`);
      assert.equal(faults, []);
      await page.close();
    }
  });
}

test.run();
