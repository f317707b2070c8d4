// A checker that finds nothing looks like a README without faults: this one gets a README with known faults.
import { readBlocks } from "./readme-blocks.mjs";
import { matches } from "./readme-match.mjs";
import { temporaryFolder } from "./temporary.mjs";

const FENCE = "```";
const README = `
${FENCE}sh
mkdir inner && cd inner
export GREETING=hello
${FENCE}
${FENCE}sh
# a comment
echo "$GREETING" \\
  world; basename "$PWD"
cat <<END
1
END
${FENCE}
prints
${FENCE}text
1
${FENCE}
${FENCE}sh exit=3
exit 3
${FENCE}
${FENCE}console
$ echo one; echo two >&2; echo three
one
…
$ printf 'a b c\\n'
a … c
${FENCE}
${FENCE}sh test
npm test
${FENCE}
${FENCE}sh
false && echo skipped
echo not run
${FENCE}
${FENCE}sh
echo 4
${FENCE}
${FENCE}text
5
${FENCE}
${FENCE}sh
false; echo bash stops before this
${FENCE}
`;

const FAULTY = [
  `${FENCE}sh no-run\nx\n${FENCE}`,
  `${FENCE}bash\nx\n${FENCE}`,
  `${FENCE}\nx\n${FENCE}`,
  `${FENCE}text\nx\n${FENCE}`,
  `${FENCE}sh exit\nx\n${FENCE}`,
];

/** @param walk the function that runs blocks; given, so that this file can be loaded by its own */
export async function selfTest(walk) {
  let passed = 0;
  let failed = 0;
  const is = (label, actual, wanted) => {
    const fine = JSON.stringify(actual) === JSON.stringify(wanted);
    if (fine) passed++;
    else failed++;
    console.log(`${fine ? "ok  " : "FAIL"} ${label}${fine ? "" : `: ${JSON.stringify(actual)}`}`);
  };
  const { blocks, test, problems } = readBlocks(README);
  is("the test command is found", test?.text, "npm test");
  is("no problem where there is none", problems, []);
  const lines = [];
  const counts = await walk(blocks, temporaryFolder("importperf-readme-self"), (line) => lines.push(line));
  is("7 commands are right, 4 are not", counts, { passed: 7, failed: 4 });
  const wrong = lines.filter((line) => line.startsWith("FAIL")).map((line) => Number(/:(\d+):/.exec(line)?.[1]));
  is("the wrong ones are named", wrong, [32, 33, 36, 42]);
  for (const faulty of FAULTY) {
    const found = readBlocks(`${faulty}\n${FENCE}sh test\nx\n${FENCE}`).problems.length;
    is(`a problem: ${faulty.split("\n")[0]}`, found, 1);
  }
  is("a gap of no lines", matches("a\n...\nb\n", "a\nb\n"), true);
  is("a gap at the end", [matches("a\n…", "a\nb\nc"), matches("a\n…", "a\n")], [true, true]);
  is("a gap is no excuse", matches("a … c", "a b d"), false);
  is("what follows counts", matches("a", "a\nb"), false);
  return { passed, failed };
}
