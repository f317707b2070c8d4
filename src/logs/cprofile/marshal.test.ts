import { execFileSync } from "node:child_process";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { MarshalDict, MarshalReader, type MarshalValue } from "./marshal.js";

const test = suite("logs/marshal");

/** What Python's `marshal.dumps` makes of an expression in each version of the format, base64 a line. */
function dumped(expression: string): { version: number; bytes: Uint8Array }[] {
  const script = `
import base64, marshal
value = ${expression}
for version in range(marshal.version + 1):
    print(base64.b64encode(marshal.dumps(value, version)).decode())
`;
  let lines: string[];
  try {
    lines = execFileSync("python3", ["-c", script], { encoding: "utf8" }).trim().split("\n");
  } catch (error) {
    throw new Error(`these tests compare with Python's own marshal: python3 is needed on the PATH (${error})`);
  }
  return lines.map((line, version) => ({ version, bytes: new Uint8Array(Buffer.from(line, "base64")) }));
}

function read(bytes: Uint8Array): MarshalValue {
  const reader = new MarshalReader(bytes, "x.prof");
  const value = reader.read();
  assert.is(reader.left, 0);
  return value;
}

const CASES: [python: string, value: MarshalValue][] = [
  [
    "(0, 1, -1, 2**31 - 1, -2**31, 2**31, -2**40, 2**53 - 1)",
    [0, 1, -1, 2 ** 31 - 1, -(2 ** 31), 2 ** 31, -(2 ** 40), 2 ** 53 - 1],
  ],
  ["(0.1, -1.5e-300, 1e300)", [0.1, -1.5e-300, 1e300]],
  ["('a', 'a' * 300, '\\u00e9', '\\U0001f600', '', 'a')", ["a", "a".repeat(300), "\u00e9", "\u{1f600}", "", "a"]],
  ["(None, True, False, ())", [null, true, false, []]],
  ["tuple(range(300))", Array.from({ length: 300 }, (_, at) => at)],
];

for (const [expression, value] of CASES) {
  test(`reads ${expression} in every version`, () => {
    const all = dumped(expression);
    assert.ok(all.length >= 5);
    for (const { version, bytes } of all) assert.equal(read(bytes), value, `version ${version}`);
  });
}

test("reads a dict in order, and a tuple that stands in it twice", () => {
  for (const { bytes } of dumped("(lambda key: {key: 1, ('b', 2): {key: (1, 2)}})(('a', 1))")) {
    const dict = read(bytes);
    if (!(dict instanceof MarshalDict)) throw new Error("no dict");
    const [[first, one] = [], [second, inner] = []] = dict.entries;
    assert.equal([first, one, second], [["a", 1], 1, ["b", 2]]);
    assert.ok(inner instanceof MarshalDict);
    assert.equal((inner as MarshalDict).entries, [
      [
        ["a", 1],
        [1, 2],
      ],
    ]);
  }
});

test("every shorter form of a file is refused, none is read or loops", () => {
  for (const { bytes } of dumped("{('a', 1, 'f'): (1, 1, 0.5, 2**40, {('b' * 300, 2, 'g'): 1})}")) {
    for (let end = 0; end < bytes.length; end++) {
      assert.throws(
        () => new MarshalReader(bytes.subarray(0, end), "x.prof").read(),
        (error: Error) => error.name === "UserError",
      );
    }
  }
});

test.run();
