import fc from "fast-check";
import type { FixtureFile } from "./fixtures.js";

/** A generated file, with names that move into its functions. */
export interface ArbitraryFile {
  readonly before: Uint8Array;
  readonly said: FixtureFile;
  readonly lineLength: number;
  /** For messages. */
  toString(): string;
}

interface Name {
  readonly text: string;
  readonly isMoved: boolean;
  readonly places: readonly number[];
}

/** Statements of functions to which names can move: their lines and columns in `BODY`. */
const BODY = `
def f(x):
    """Doc."""
    # own
    if x: a(); b()
    elif y:
        with z:
            pass  # so
    else: c()
    return x


class C:
    @deco
    async def g(self): return 1; pass

    def h(self): a()
`;
const PLACES = ["if x", "a(); b()", "b()", "with z", "pass  #", "c()", "return x", "return 1", "pass\n", "a()\n"];

const KEYWORD = fc.constantFrom("a", "b.c", "d . e", "pkg.mod as other", "x1 as\\\n  y1", "long_module_name.sub");
const FROM = fc.constantFrom(".", "..", "m", ".m", "a.b.c", ". m", "... p . q", "some.long.package.name");
const TAKEN = fc.constantFrom("a", "b", "C as D", "long_name_of_a_function", "e as\\\n f", "CONSTANT", "g");

function name(text: fc.Arbitrary<string>): fc.Arbitrary<Name> {
  return fc.record({
    text,
    isMoved: fc.boolean(),
    places: fc.uniqueArray(fc.nat({ max: PLACES.length - 1 }), { minLength: 1, maxLength: 3 }),
  });
}

/** A statement's text, its first column being 1, and its names. */
interface Spelt {
  readonly text: string;
  readonly names: readonly Name[];
}

const names = (text: fc.Arbitrary<string>) => fc.array(name(text), { minLength: 1, maxLength: 5 });

const plainImport: fc.Arbitrary<Spelt> = fc
  .tuple(names(KEYWORD), fc.constantFrom(", ", ",", " , ", ", \\\n    ", "\\\n,  "))
  .map(([all, comma]) => ({ text: `import ${all.map(({ text }) => text).join(comma)}`, names: all }));

const fromImport: fc.Arbitrary<Spelt> = fc
  .tuple(FROM, names(TAKEN), fc.constantFrom(", ", ",", ", \\\n    ", " \\\n  , "), fc.constantFrom(" ", " \\\n "))
  .map(([from, all, comma, blank]) => ({
    text: `from ${from}${blank}import ${all.map(({ text }) => text).join(comma)}`,
    names: all,
  }));

/** Blanks, line breaks and comments within parentheses; the comments are numbered later. */
const GAPS = ["", " ", "\n    ", "  # c\n    ", "\n", "\n\n  ", "\n    # c\n    ", " # noqa # c\n\n# c\n  ", "\\\n "];

/** Comments before a comma are refused, so few. */
const BEFORE_COMMA = ["", "", "", "", "", "", " ", "\n ", " \\\n", "  # c\n   "];

const parenthesised: fc.Arbitrary<Spelt> = fc
  .tuple(
    FROM,
    fc.array(fc.tuple(name(TAKEN), fc.constantFrom(...GAPS), fc.constantFrom(...BEFORE_COMMA)), {
      minLength: 1,
      maxLength: 6,
    }),
    fc.boolean(),
    fc.constantFrom(...GAPS),
  )
  .map(([from, all, isClosed, last]) => {
    const inner = all.map(([{ text }, before, behind], i) => {
      const comma = i < all.length - 1 || isClosed ? "," : "";
      return `${before}${text}${behind}${comma}`;
    });
    return { text: `from ${from} import (${inner.join("")}${last})`, names: all.map(([each]) => each) };
  });

const spelt = fc.oneof(plainImport, fromImport, parenthesised);

/** What stands around a statement. */
const around = fc.constantFrom<readonly [string, string]>(
  ["", "\n"],
  ["", "\n"],
  ["", "  # c\n"],
  ["# c\n", "\n"],
  ["\n# c\n# c\n", "  # noqa: c # c\n\n"],
  ["x = 1; ", "\n"],
  ["", "; y = 2  # c\n"],
  ["z = {}; ", ";\n\n\n"],
  ["\n\n", "\n\n"],
  ["if x: ", "\n"],
  ["if x: ", "; y()  # c\n"],
  ["if x:\n    ", "\n"],
  ["try:\n  # c\n  ", "  # c\nexcept E:\n  pass\n"],
  ["# fmt: off\n", "\n# fmt: on\n"],
  ["'''doc\n\n'''\n", "\n"],
);

/** Files with import statements in all spellings, between other text, and functions to which some of their names move. */
export function arbitraryFile(): fc.Arbitrary<ArbitraryFile> {
  const statements = fc.array(fc.tuple(spelt, around), { minLength: 1, maxLength: 4 });
  return fc.tuple(statements, fc.constantFrom("\n", "\r\n", "\r"), fc.integer({ min: 20, max: 100 })).map(write);
}

function write([statements, lineBreak, lineLength]: [
  [Spelt, readonly [string, string]][],
  string,
  number,
]): ArbitraryFile {
  let text = "";
  const starts = statements.map(([{ text: own }, [before, behind]]) => {
    const start = text.length + before.length;
    text += before + own + behind;
    return start;
  });
  const places = PLACES.map((place) => text.length + BODY.indexOf(place));
  text += BODY;
  const edits = statements.flatMap(([{ names: all }], nth) =>
    all.flatMap(({ text: said, isMoved, places: chosen }, index) => {
      if (!isMoved) return [];
      const [line, column] = placeOf(text, starts[nth] ?? 0);
      const there = chosen.map((each) => placeOf(text, places[each] ?? 0));
      return [{ line, column, index, name: said.replace(/[\\\n]/g, " "), places: there }];
    }),
  );
  let comments = 0;
  const numbered = text.replace(/# c(?=\n)/g, () => `# c${comments++}`);
  const before = Buffer.from(numbered.replaceAll("\n", lineBreak));
  const shown = `${JSON.stringify(edits)}, ${lineLength}:\n${before}`;
  return { before, said: { edits }, lineLength, toString: () => shown };
}

function placeOf(text: string, at: number): [number, number] {
  const before = text.slice(0, at).split("\n");
  return [before.length, (before[before.length - 1]?.length ?? 0) + 1];
}
