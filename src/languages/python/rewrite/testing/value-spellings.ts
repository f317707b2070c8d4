import fc from "fast-check";
import type { ChosenEdit, MovedValue, Place } from "../../../rewriting.js";

/** A generated file, with values that are made at their first use. */
export interface ArbitraryValues {
  readonly before: Uint8Array;
  readonly edits: readonly ChosenEdit[];
}

interface Importing {
  readonly statement: string;
  readonly from: string | null;
  /** As written, and what each binds. */
  readonly names: readonly (readonly [string, string])[];
}

const IMPORTS: readonly Importing[] = [
  { statement: "import a  # c", from: null, names: [["a", "a"]] },
  {
    statement: "from m import (\n    b,  # c\n    c as d,\n)",
    from: "m",
    names: [
      ["b", "b"],
      ["c as d", "d"],
    ],
  },
  { statement: "# c\nimport p.q as e", from: null, names: [["p.q as e", "e"]] },
  {
    statement: "from .s import f, g",
    from: ".s",
    names: [
      ["f", "f"],
      ["g", "g"],
    ],
  },
];
const NAMES = ["PAIR", "_table", "handlers", "Z9"];
/** `@` stands for a name of an import. */
const EXPRESSIONS = [
  "@",
  "(@.x, 1)",
  "[@, @.y]  # c",
  "{\n    'k': @,  # c\n    # c\n    'l': (\n        @.z\n    ),\n}",
  "@.a \\\n    .b",
  "(\n\n@, 'a # b', \"c\")",
  "f'{1}', @",
];
const HEADS = ["", "# c\n", "# c\n\n", "#: c\n# c\n", "other = 1\n", "def before(): pass\n\n\n"];
const GAPS = ["\n", "\n\n", "\n\n\n", "\nlast = 1  # c\n", "\n\n# c\n\n"];
const BODY = `
def f(x):
    """Doc."""
    # own
    if x:
        a(); b()
    elif y:
        with z:
            pass
    return x


class C:
    @deco
    async def g(self):
        return 1

    def h(self): a()
`;
const PLACES = ["if x", "a(); b()", "with z", "return x", "return 1"];

interface Made {
  readonly expression: string;
  /** Numbers that choose the imported names of the expression. */
  readonly picks: readonly number[];
  readonly head: string;
  readonly gap: string;
  readonly places: readonly number[];
  readonly isServed: boolean;
}

const made: fc.Arbitrary<Made> = fc.record({
  expression: fc.constantFrom(...EXPRESSIONS),
  picks: fc.array(fc.nat({ max: 5 }), { minLength: 2, maxLength: 2 }),
  head: fc.constantFrom(...HEADS),
  gap: fc.constantFrom(...GAPS),
  places: fc.uniqueArray(fc.nat({ max: PLACES.length - 1 }), { minLength: 1, maxLength: 2 }),
  isServed: fc.boolean(),
});

export function arbitraryValues(): fc.Arbitrary<ArbitraryValues> {
  return fc
    .record({
      top: fc.constantFrom("", '"""Doc."""\n', "# c\n\n", "#!/usr/bin/python\n"),
      values: fc.array(made, { minLength: 1, maxLength: NAMES.length }),
      moved: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
      own: fc.boolean(),
      lineBreak: fc.constantFrom("\n", "\r\n"),
    })
    .map(fileOf);
}

interface Said {
  readonly top: string;
  readonly values: readonly Made[];
  /** Of the imported names, whether each is edited. */
  readonly moved: readonly boolean[];
  /** Whether edited names are used in a function as well. */
  readonly own: boolean;
  readonly lineBreak: string;
}

function fileOf({ top, values, moved, own, lineBreak }: Said): ArbitraryValues {
  let text = top;
  const placed: { line: number; from: string | null; names: (readonly [string, string])[] }[] = [];
  for (const { statement, from, names } of IMPORTS) {
    const skipped = statement.startsWith("#") ? 1 : 0;
    placed.push({ line: lineOf(text) + skipped, from, names: [...names] });
    text += `${statement}\n`;
  }
  const bound = IMPORTS.flatMap(({ names }) => names.map(([, name]) => name));
  const found: { value: Omit<MovedValue, "places">; places: readonly number[]; uses: Set<string> }[] = [];
  values.forEach(({ expression, picks, head, gap, places, isServed }, nth) => {
    const uses = new Set<string>();
    let at = 0;
    const spelt = expression.replaceAll("@", () => {
      const name = bound[picks[at++ % picks.length] ?? 0] ?? "a";
      uses.add(name);
      return name;
    });
    text += head;
    const name = NAMES[nth] ?? "V";
    found.push({ value: { name, line: lineOf(text), column: 1, takes: [], isServed, readAt: [] }, places, uses });
    text += `${name} = ${spelt}${gap}`;
  });
  const start = text.length;
  text += BODY;
  const placeOf = (number: number): Place => {
    const offset = text.indexOf(PLACES[number] ?? "", start);
    const line = lineOf(text.slice(0, offset));
    const column = offset - text.lastIndexOf("\n", offset);
    return { line, column, scope: "f", block: null, inline: null };
  };
  const edits = placed.flatMap(({ line, from, names }) =>
    names.flatMap(([written, name], index): ChosenEdit[] => {
      const own_ = found.filter(({ uses }) => uses.has(name));
      if (own_.length === 0 || moved[bound.indexOf(name)] !== true) return [];
      const values = own_.map(({ value, places }) => ({ ...value, places: places.map(placeOf) }));
      return [
        {
          name: { file: "f.py", line, column: 1, index, importer: "f", text: written, from, bound: name, imported: [] },
          option: { edit: "value", proof: [], places: own ? [placeOf(3)] : [], values },
        },
      ];
    }),
  );
  let number = 0;
  const numbered = text.replace(/# c\b/g, () => `# c${number++}`);
  return { before: Buffer.from(numbered.replaceAll("\n", lineBreak)), edits };
}

/** The line that the next character would stand on. */
function lineOf(text: string): number {
  return text.split("\n").length;
}
