import { rgb } from "d3";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { contrast, DARK, distance, hatched, LIGHT, washed } from "./palette.js";

/** Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB. */
const SEEN = {
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};

function seenAs(colour: string, matrix: readonly number[]): string {
  const { r, g, b } = rgb(colour);
  const linear = [r, g, b].map((part) =>
    part / 255 <= 0.04045 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4,
  );
  const mixed = [0, 3, 6].map((row) => linear.reduce((sum, part, at) => sum + part * (matrix[row + at] ?? 0), 0));
  const [red = 0, green = 0, blue = 0] = mixed.map((part) => {
    const held = Math.min(1, Math.max(0, part));
    return 255 * (held <= 0.0031308 ? held * 12.92 : 1.055 * held ** (1 / 2.4) - 0.055);
  });
  return rgb(red, green, blue).formatHex();
}

for (const [theme, palette] of Object.entries({ LIGHT, DARK })) {
  test(`text is readable on every fill, ${theme}`, () => {
    for (const fill of palette.fills) {
      assert.ok(contrast(fill, palette.ink) >= 4.5, `ink on ${fill}`);
      assert.ok(contrast(washed(fill, palette), palette.text) >= 4.5, `text on washed ${fill}`);
      for (const ground of Object.values(hatched(fill, palette)))
        assert.ok(contrast(ground, palette.text) >= 4.5, `text on hatched ${fill}: ${ground}`);
    }
    for (const ground of [palette.faded, palette.small, palette.page])
      assert.ok(contrast(ground, palette.muted) >= 4.5, `muted on ${ground}`);
    assert.ok(contrast(palette.small, palette.text) >= 4.5);
  });

  test(`what became of modules is readable and stays apart for colour-blind eyes, ${theme}`, () => {
    for (const [at, fill] of palette.changes.entries()) {
      for (const ground of [fill, palette.hatches[at] ?? ""].filter((colour) => colour !== ""))
        assert.ok(contrast(ground, palette.changeInks[at] ?? "") >= 4.5, `ink on ${ground}`);
    }
    // What grew and what shrank also differ by their lines, so the plain grounds of both kinds are compared.
    const [came = "", , same = "", shrunk = "", gone = ""] = palette.changes;
    for (const [kind, matrix] of Object.entries(SEEN)) {
      apart([came, same, gone], kind, matrix, 15);
      apart([came, shrunk], kind, matrix, 15);
    }
  });

  test(`the four origins stay apart for colour-blind eyes, ${theme}`, () => {
    for (const [kind, matrix] of Object.entries(SEEN)) apart(palette.fills.slice(0, 4), kind, matrix, 15);
  });

  test(`all fills stay apart for colour-blind eyes, ${theme}`, () => {
    for (const [kind, matrix] of Object.entries(SEEN)) apart(palette.fills, kind, matrix, 9);
  });
}

function apart(fills: readonly string[], kind: string, matrix: readonly number[], least: number): void {
  for (const [index, one] of fills.entries())
    for (const other of fills.slice(index + 1)) {
      const seen = distance(seenAs(one, matrix), seenAs(other, matrix));
      assert.ok(seen >= least, `${one} and ${other} are ${seen.toFixed(1)} apart with ${kind}`);
    }
}

test.run();
