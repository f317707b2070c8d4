import { suite } from "uvu";
import * as assert from "uvu/assert";
import { nextFrame, openBrowser, openPage } from "./testing/browser.js";
import { graphOf, HOSTILE, manyRows, SMALL } from "./testing/graphs.js";
import { assertLooks, SIZES, violations } from "./testing/looks.js";
import { PageFiles } from "./testing/page-file.js";
import { recordedGraph } from "./testing/recorded.js";

const browser = await openBrowser();
const files = new PageFiles();
const view = suite("looks of the view");
view.after(async () => {
  await browser.close();
  files.remove();
});

const notes = {
  warnings: [{ code: "mixed", message: "Rows of two processes stand mixed." }],
  ignored: { lines: 3, first: [{ line: 17, text: "Traceback (most recent call last):" }] },
};
const pages = {
  small: files.write(graphOf([SMALL]), notes),
  typical: files.write(graphOf([manyRows(1500), SMALL]), notes),
  functions: files.write(graphOf([SMALL]), { ...notes, functions: true }),
  hostile: files.write(graphOf([HOSTILE])),
  recorded: files.write(recordedGraph(), notes),
  diff: files.writeDiff(recordedGraph(), graphOf([SMALL]), notes),
  hostileDiff: files.writeDiff(graphOf([SMALL]), graphOf([HOSTILE])),
};

for (const colorScheme of ["light", "dark"] as const) {
  view(`no violation of accessibility rules when ${colorScheme}`, async () => {
    for (const url of [pages.small, pages.functions, pages.typical, pages.recorded, pages.diff]) {
      const { page, faults } = await openPage(browser, url, { colorScheme });
      const states = [
        async () => {},
        async () => page.click("#lines .row >> nth=1"),
        async () => page.click("summary"),
        async () => page.click("#chips button >> nth=0"),
        async () => page.click("text=Distributions"),
        async () => page.fill("#search", "/(/"),
      ];
      for (const change of states) {
        await change();
        await nextFrame(page);
        assert.equal(await violations(page), []);
      }
      assert.equal(faults, []);
      await page.close();
    }
  });
}

for (const [name, url] of Object.entries(pages)) {
  view(`no text is clipped or overlaps and nothing scrolls sideways, ${name}`, async () => {
    for (const [width, height] of SIZES) {
      const { page, faults } = await openPage(browser, url, { width, height });
      const look = (state: string) => assertLooks(page, `${name}, ${width} × ${height}, ${state}`);
      await look("as opened");
      await page.click("#lines .row >> nth=1");
      await look("module chosen");
      await page.click("#colour-by button >> nth=1");
      await page.click("text=Distributions");
      await look("by distribution");
      assert.equal(faults, []);
      await page.close();
    }
  });
}

view.run();
