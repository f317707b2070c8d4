import fc from "fast-check";

/** For tests: what happens to logs between the program that writes them and us, and what an attacker would do. */
export type Mutation = (log: Buffer) => Buffer;

const MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Pieces that a terminal, a shell, another program or an attacker puts into a log. */
const NOISE: readonly Buffer[] = [
  "\u0000",
  "\u0000\u0000\u0000\u0000",
  "\u001b[31mred\u001b[0m",
  "\u001b]0;title\u0007",
  "\u001b[2J\u001b[H",
  "\r",
  "\r\n",
  "\n\n",
  " 50%|█████     | 1/2\r",
  "\u202e\u2066",
  "\u2028",
  "\t",
  "import time:",
  "import time: self [us] | cumulative | imported package\n",
  "import time: cached    | cached    |   json\n",
  "import time: lazy      | lazy      |   json\n",
  "import time:        -5 |         -7 | negative\n",
  "import time:       120 |        120 |                                                  deep\n",
  "import time:       120 |        120 | <script>alert(1)</script>\n",
  "import time:       120 |        120 | \u001b[1mbold\u001b[0m\n",
  "Traceback (most recent call last):\n",
  "__proto__",
  "模块 e\u0301\u0301\u0301 👩‍👩‍👧‍👦",
  "x".repeat(5_000),
]
  .map((text) => Buffer.from(text))
  .concat(MARK, Buffer.of(0xff, 0xfe), Buffer.of(0xed, 0xa0, 0x80), Buffer.of(0xc3), Buffer.of(0xf4, 0x90));

const NUMBERS = [
  "-1",
  "-0",
  "0",
  "000123",
  "1.5",
  "1e9",
  "0x10",
  "NaN",
  "2147483648",
  "4294967296",
  "86400000001",
  "9007199254740993",
  "99999999999999999999999999",
];

const place = fc.nat({ max: 1 << 20 });

/** @param others logs to splice with */
export function mutations(others: readonly Buffer[]): fc.Arbitrary<Mutation> {
  return fc.oneof(
    fc.tuple(place, fc.nat({ max: 7 })).map(([at, bit]) => flipBit(at, bit)),
    fc.tuple(place, fc.nat({ max: 255 })).map(([at, byte]) => setByte(at, byte)),
    place.map((at) => (log: Buffer) => log.subarray(0, at % (log.length + 1))),
    place.map((at) => (log: Buffer) => log.subarray(at % (log.length + 1))),
    fc.tuple(place, fc.constantFrom(...NOISE)).map(([at, noise]) => insert(at, noise)),
    fc.tuple(place, place, fc.constantFrom(...others)).map(([at, from, other]) => splice(at, from, other)),
    fc.tuple(place, fc.constantFrom(...others)).map(([at, other]) => interleave(at, other)),
    fc
      .tuple(place, fc.nat({ max: 5 }))
      .map(([at, count]) => onLines((lines) => lines.splice(at % lines.length, count))),
    fc.tuple(place, fc.nat({ max: 5 })).map(([at, count]) => onLines((lines) => repeatLine(lines, at, count))),
    fc.tuple(place, place).map(([one, other]) => onLines((lines) => swapLines(lines, one, other))),
    fc.tuple(place, fc.constantFrom(...NUMBERS)).map(([nth, number]) => replaceNumber(nth, number)),
    fc
      .tuple(place, fc.integer({ min: -4, max: 9 }))
      .map(([at, blanks]) => onLines((lines) => indent(lines, at, blanks))),
    place.map((at) =>
      onLines((lines) =>
        lines.splice(at % lines.length, 2, lines.slice(at % lines.length, (at % lines.length) + 2).join("")),
      ),
    ),
    fc.constantFrom<Mutation>(
      utf16le,
      utf16be,
      marked(utf16le, 0xff, 0xfe),
      marked(utf16be, 0xfe, 0xff),
      marked((log) => log, ...MARK),
      crlf,
      onlyReturns,
    ),
  );
}

function flipBit(at: number, bit: number): Mutation {
  return (log) => setByte(at, (log[at % Math.max(1, log.length)] ?? 0) ^ (1 << bit))(log);
}

function setByte(at: number, byte: number): Mutation {
  return (log) => {
    const changed = Buffer.from(log);
    if (changed.length > 0) changed[at % changed.length] = byte;
    return changed;
  };
}

function insert(at: number, noise: Buffer): Mutation {
  return (log) => {
    const where = at % (log.length + 1);
    return Buffer.concat([log.subarray(0, where), noise, log.subarray(where)]);
  };
}

function splice(at: number, from: number, other: Buffer): Mutation {
  return (log) => Buffer.concat([log.subarray(0, at % (log.length + 1)), other.subarray(from % (other.length + 1))]);
}

/** Two processes that write at once: lines in turn, from a line on. */
function interleave(at: number, other: Buffer): Mutation {
  return onLines((lines) => {
    const guests = other.toString("latin1").split("\n");
    for (let host = at % lines.length; host < lines.length && guests.length > 0; host += 2)
      lines.splice(host, 0, guests.shift() ?? "");
  });
}

function onLines(change: (lines: string[]) => void): Mutation {
  return (log) => {
    const lines = log.toString("latin1").split("\n");
    change(lines);
    return Buffer.from(lines.join("\n"), "latin1");
  };
}

function repeatLine(lines: string[], at: number, count: number): void {
  const line = lines[at % lines.length] ?? "";
  lines.splice(at % lines.length, 0, ...Array.from({ length: count }, () => line));
}

function swapLines(lines: string[], one: number, other: number): void {
  const [a, b] = [one % lines.length, other % lines.length];
  [lines[a], lines[b]] = [lines[b] ?? "", lines[a] ?? ""];
}

function indent(lines: string[], at: number, blanks: number): void {
  const line = lines[at % lines.length] ?? "";
  const bar = line.lastIndexOf("| ");
  if (bar < 0) return;
  const name = line.slice(bar + 2);
  lines[at % lines.length] = line.slice(0, bar + 2) + (blanks < 0 ? name.slice(-blanks) : " ".repeat(blanks) + name);
}

function replaceNumber(nth: number, number: string): Mutation {
  return (log) => {
    const text = log.toString("latin1");
    const count = text.match(/\d+/g)?.length ?? 0;
    let seen = 0;
    return Buffer.from(
      text.replace(/\d+/g, (old) => (seen++ === nth % Math.max(1, count) ? number : old)),
      "latin1",
    );
  };
}

function utf16le(log: Buffer): Buffer {
  return Buffer.from(log.toString("utf8"), "utf16le");
}

function utf16be(log: Buffer): Buffer {
  return utf16le(log).swap16();
}

function marked(encode: Mutation, ...mark: number[]): Mutation {
  return (log) => Buffer.concat([Buffer.from(mark), encode(log)]);
}

function crlf(log: Buffer): Buffer {
  return Buffer.from(log.toString("latin1").replaceAll("\n", "\r\n"), "latin1");
}

function onlyReturns(log: Buffer): Buffer {
  return Buffer.from(log.toString("latin1").replaceAll("\n", "\r"), "latin1");
}
