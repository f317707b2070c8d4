import { suite } from "uvu";
import * as assert from "uvu/assert";
import { scanPython } from "./scan.js";
import type { ScannedFile } from "./scanned.js";
import { tailOf } from "./tail.js";

const test = suite("scan/tail");

/** Longer than the pieces in which a file is looked through. */
const FILLER = `def f(self, a=1):\n    """Text."""\n    return {'x': [a, "y"]}\n\n\n`.repeat(2000);

function scanned(...parts: string[]): ScannedFile {
  return scanPython(Buffer.from(parts.join("")));
}

test("a long file is left behind its last import, wherever pieces begin", () => {
  for (let shift = 0; shift < 200; shift++) {
    const head = `${FILLER.slice(0, 68 * 500)}${"#".repeat(shift)}\nimport a\n`;
    const tail = tailOf(Buffer.from(head + FILLER));
    assert.ok(tail >= head.length - 10 && tail < head.length, `${shift}: ${tail} of ${head.length}`);
  }
  assert.is(tailOf(Buffer.from(FILLER)), 0);
  assert.is(scanned("import a\n", FILLER).imports.length, 1);
});

test("what stands late is found", () => {
  assert.equal(scanned("import a\n", FILLER, "__all__ = ['b']\n", FILLER).all?.names, ["b"]);
  assert.ok(scanned("import a\n", FILLER, "def __getattr__(name): pass\n", FILLER).hasGetattr);
  assert.equal(scanned("import a\n", FILLER, "__lazy_modules__ = ['b']\n", FILLER).lazyModules, ["b"]);
  assert.is(scanned(FILLER, "def g():\n    import late\n", FILLER).imports[0]?.module, "late");
  assert.is(scanned("import a\n", FILLER, 'MIDDLEWARE = ["x"]\n', FILLER).unresolved[0]?.reason, "settings");
});

test("functions that import are found behind the last import", () => {
  const call = "from importlib import import_module as im\n";
  assert.is(scanned(call, FILLER, "x = im('late')\n", FILLER).imports[1]?.module, "late");
  const names = Array.from({ length: 100 }, (_, i) => `module_${i}`).join(", ");
  const walk = "for x in pkgutil.iter_modules(): pass\n";
  assert.is(scanned(`import ${names}, pkgutil\n`, FILLER, walk).unresolved[0]?.reason, "pkgutil");
});

test("a guard is known though its except stands late", () => {
  const body = FILLER.replace(/^/gm, "    ");
  const { imports } = scanned("try:\n    import a\n", body, "\nexcept ImportError:\n    pass\nx = 1\n", FILLER);
  assert.is(imports[0]?.guard, "try ImportError");
});

test("Python 2, templates and marks of merges are met behind the last import", () => {
  for (const text of [
    'print "x"\n',
    "try: pass\nexcept A, e: pass\n",
    'raise A, "x"\n',
    "{% if x %}\n",
    "<<<<<<< a\n",
  ]) {
    const { unread, unsure, imports } = scanned("import a\n", FILLER, text, FILLER);
    assert.ok(unread !== null || unsure !== null, text);
    assert.equal(imports, []);
  }
});

test.run();
