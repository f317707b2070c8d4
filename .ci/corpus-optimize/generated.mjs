// A project of many files, each importing some of the others, to see how long planning takes.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const IN_PACKAGE = 25;
const LIBRARY = [
  "json",
  "argparse",
  "logging",
  "decimal",
  "fractions",
  "csv",
  "email.message",
  "http.client",
  "sqlite3",
  "unittest.mock",
];

/** @returns {{project: string, words: string[]}} */
export function generated(folder, files, python) {
  const project = join(folder, `generated-${files}`);
  const name = (at) => `pack${Math.floor(at / IN_PACKAGE)}.mod${at}`;
  write(project, "app/__init__.py", "");
  write(project, "app/__main__.py", mainText(name));
  for (let at = 0; at < files; at++) {
    if (at % IN_PACKAGE === 0) write(project, `app/pack${at / IN_PACKAGE}/__init__.py`, "");
    write(project, `app/${name(at).replace(".", "/")}.py`, moduleText(at, files, name));
  }
  spawnSync("git", ["init", "-q"], { cwd: project });
  return { project, words: [python, "-m", "app"] };
}

function write(project, path, text) {
  mkdirSync(join(project, path, ".."), { recursive: true });
  writeFileSync(join(project, path), text);
}

function mainText(name) {
  const imports = [0, 1, 2, 3].map((at) => `from app.${name(at)} import work${at}, Thing${at}`);
  return `${imports.join("\n")}\n\n\ndef main(words):\n${[0, 1, 2, 3]
    .map((at) => `    if words[:1] == ["${at}"]:\n        return work${at}(Thing${at}(1))\n`)
    .join("")}    return None\n\n\nif __name__ == "__main__":\n    import sys\n\n    main(sys.argv[1:])\n`;
}

/** Imports what lies behind it, so that all are reached and no circle closes. */
function moduleText(at, files, name) {
  const others = [at * 2 + 4, at * 2 + 5, at + 17].filter((other) => other > at && other < files);
  const library = LIBRARY[at % LIBRARY.length];
  const lines = [`"""Number ${at}."""`, "from __future__ import annotations", `import ${library}`];
  for (const other of others) lines.push(`from app.${name(other)} import work${other}, Thing${other}`);
  lines.push(
    "",
    "",
    `class Thing${at}:`,
    "    def __init__(self, value: int) -> None:",
    "        self.value = value",
    "",
  );
  lines.push("", `def work${at}(thing: Thing${at}) -> int:`);
  for (const other of others)
    lines.push(`    if thing.value == ${other}:`, `        return work${other}(Thing${other}(thing.value))`);
  lines.push(`    return len(${library.split(".")[0]}.__name__)`, "");
  for (let more = 0; more < 12; more++)
    lines.push(
      "",
      `def more${more}(values: list[int]) -> dict[str, int]:`,
      `    """Says ${more}."""`,
      "    found = {}",
      "    for value in values:",
      `        found[str(value)] = value * ${more} + ${at}`,
      "    return found",
      "",
    );
  return `${lines.join("\n")}\n`;
}
