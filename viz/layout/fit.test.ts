import { test } from "uvu";
import * as assert from "uvu/assert";
import { beginning, fitName, fitText } from "./fit.js";

/** Every character ten pixels wide. */
const measure = (text: string) => Array.from(text).length * 10;

test("the most telling text that fits is chosen", () => {
  const fit = (width: number) => fitText("kubernetes.client.models", "12 ms", width, measure);
  assert.is(fit(310), "kubernetes.client.models  12 ms");
  assert.is(fit(300), "kubernetes.client.models");
  assert.is(fit(239), "…client.models");
  assert.is(fit(139), "…models");
  assert.is(fit(60), "model…");
  assert.is(fit(30), "mo…");
  assert.is(fit(29), "");
});

test("a path is shortened folder by folder", () => {
  const fit = (width: number) => fitName("glob@13.0.6/dist/index.min.js", width, measure);
  assert.is(fit(200), "…dist/index.min.js");
  assert.is(fit(130), "…index.min.js");
  assert.is(fit(60), "index…");
});

test("where a name does not fit, what is short for it stands in its place", () => {
  const fit = (width: number) => fitText("re/_parser.py:516(_parse)", "12 ms", width, measure, () => "re._parse");
  assert.is(fit(250), "re/_parser.py:516(_parse)");
  assert.is(fit(249), "re._parse");
  assert.is(fit(80), "…_parse");
  assert.is(fit(60), "_pars…");
});

test("a name without parts keeps its beginning", () => {
  assert.is(fitName("collections", 50, measure), "coll…");
  assert.is(fitName("", 50, measure), "");
});

test("a name is kept apart from the direction of its detail", () => {
  assert.is(fitText("שלום", "1 ms", 500, measure), "\u2068שלום\u2069  1 ms");
});

test("a character outside the basic plane is never cut in half", () => {
  assert.is(beginning("😀😀😀😀", 30, measure), "😀😀…");
});

test("a name of two thousand characters needs little measuring", () => {
  let asked = 0;
  fitText("x".repeat(2000), "", 100, (text) => {
    asked++;
    return measure(text);
  });
  assert.ok(asked < 12, `${asked} times`);
});

test.run();
