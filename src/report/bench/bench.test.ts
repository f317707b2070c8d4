import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { BenchDocument } from "../../bench/document.js";
import { benchFake } from "../../bench/testing.js";
import { seededRandom } from "../../measure/random.js";
import { columns } from "../terminal/cells.js";
import { BENCH_FORMATS, type BenchFormatName, benchFormatForFile } from "./formats.js";
import { spread } from "./spread.js";

const test = suite("report/bench");

async function rendered(format: BenchFormatName, document: BenchDocument, width = 80): Promise<string> {
  return [...(await BENCH_FORMATS[format]()).render(document, { top: 0, width, colour: false })].join("");
}

const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync("schemas/bench.schema.json", "utf8")),
);

const machines = fc.record({
  names: fc.uniqueArray(fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 4 }),
  seed: fc.nat(),
  pairs: fc.integer({ min: 1, max: 40 }),
  scale: fc.constantFrom(1, 100, 10_000, 1_000_000),
  isExact: fc.boolean(),
  hasYardstick: fc.boolean(),
});

/** Documents of made machines, in each format. */
async function eachDocument(check: (document: BenchDocument) => Promise<void>, runs: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(machines, async ({ names, seed, pairs, scale, isExact, hasYardstick }) => {
      const random = seededRandom(seed);
      const document = await benchFake(
        names,
        () => ({
          wallUs: Math.round(scale * (1 + 10 * random())),
          cpuUs: isExact ? Math.round(scale * random()) : null,
          maxRssBytes: random() < 0.5 ? null : Math.round(1e9 * random()),
          exitCode: random() < 0.01 ? 1 : 0,
        }),
        {
          pairs,
          hasYardstick: hasYardstick && names.length > 1,
          machine: { model: names[0] ?? null, otherLoad: random() },
        },
      );
      await check(document);
    }),
    { numRuns: runs },
  );
}

test("a document is as its schema says", async () => {
  await eachDocument(async (document) => {
    assert.ok(validate(JSON.parse(await rendered("json", document))), JSON.stringify(validate.errors));
  }, 100);
});

test("text keeps to its width and shows nothing that steers a terminal", async () => {
  await eachDocument(async (document) => {
    for (const width of [60, 80, 120]) {
      for (const line of (await rendered("text", document, width)).split("\n")) {
        assert.ok(columns(line) <= width, `${columns(line)} > ${width}: ${line}`);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: this is what must not be there
        assert.not(/[\u0000-\u001f\u007f-\u009f]/.test(line), line);
      }
    }
  }, 100);
});

test("in Markdown names are nothing else, and tables keep their columns", async () => {
  await eachDocument(async (document) => {
    const text = await rendered("markdown", document);
    const bare = text.replace(/`[^`\n]+`/g, "").replace(/&#\d+;/g, "");
    assert.not(/[<>@\\[\]]/.test(bare), bare);
    for (const row of text.split("\n").filter((line) => line.startsWith("|"))) {
      assert.ok([5, 6].includes(row.replace(/[^|]/g, "").length), row);
    }
  }, 100);
});

test("the text says the ratio with its interval", async () => {
  const random = seededRandom(1);
  const document = await benchFake(["app", "kubectl"], (name) => {
    const noise = 1 + random() / 20;
    return { wallUs: (name === "app" ? 33_500 : 24_900) * noise, cpuUs: (name === "app" ? 31_000 : 24_000) * noise };
  });
  const text = await rendered("text", document);
  assert.match(text, /^1\d pairs of runs in \d\.\d s, 2 x A Processor, linux\n/);
  assert.match(text, /\napp +3\d\.\d ms +3\d\.\d to 3\d\.\d +3\d\.\d ms +20\.0 MB\n/);
  assert.match(text, /\napp takes 1\.3\d x kubectl, 1\.3\d to 1\.3\d; user\+sys 1\.\d\d x, 1\.\d\d to 1\.\d\d\n/);
  const same = await rendered("text", await benchFake(["a", "b"], () => ({})));
  assert.match(same, "a takes 1.00 x b, 1.00 to 1.00 (no difference seen)");
  // What a replacement would read as "what was found".
  const odd = await rendered("text", await benchFake(["$& x", "$`"], () => ({})));
  assert.match(odd, "$& x takes 1.00 x $`, 1.00 to 1.00 (no difference seen)");
});

test("exports are what the tools that read them expect", async () => {
  const document = await benchFake(["app", "kubectl"], (_, run) => ({ wallUs: run % 2 === 0 ? 40_000 : 60_000 }), {
    pairs: 20,
  });
  const { results } = JSON.parse(await rendered("hyperfine", document));
  const [app] = results;
  assert.equal([results.length, app.command, app.times.length, app.exit_codes.length], [2, "app", 20, 20]);
  assert.equal(
    [app.mean, app.median, app.min, app.max, app.user, app.system].map((each) => Math.round(each * 1e6) / 1e6),
    [0.05, 0.05, 0.04, 0.06, 0.04, 0.005],
  );
  // The standard deviation of a sample: n - 1.
  assert.ok(Math.abs(app.stddev - 0.01 * Math.sqrt(20 / 19)) < 1e-12);
  const github = JSON.parse(await rendered("github-action-benchmark", document));
  assert.equal(github[0], { name: "app", unit: "ms", value: 50, range: github[0].range, extra: "20 pairs" });
  assert.match(github[0].range, /^± \d/);
  assert.equal(github.at(-1).name, "app / kubectl");
  const { app: measures } = JSON.parse(await rendered("bencher", document));
  assert.is(measures.latency.value, 50_000_000);
  assert.ok(measures.latency.lower_value <= 50_000_000 && measures.latency.upper_value >= 50_000_000);
  assert.is(measures["peak-memory"].value, 20_000_000);
});

test("a file's name says its format", () => {
  const names = ["x.json", "x.hyperfine.json", "x.github.json", "X.BENCHER.JSON", "x.md", "x.txt", "x"];
  assert.equal(names.map(benchFormatForFile), [
    "json",
    "hyperfine",
    "github-action-benchmark",
    "bencher",
    "markdown",
    "text",
    "text",
  ]);
});

test("the picture of a spread is as wide as asked, and highest where most values are", () => {
  assert.is(spread([1, 1, 1, 1, 2, 3], 3), "█▂▂");
  assert.is(spread([5, 5], 4), "█   ");
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1 }), fc.integer({ min: 1, max: 60 }), (values, width) => {
      const drawn = spread(values, width);
      assert.is(columns(drawn), width);
      assert.ok(drawn.includes("█"));
    }),
  );
});

test.run();
