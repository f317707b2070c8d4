import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const LIBRARIES = ["json", "argparse", "logging", "decimal", "fractions", "csv", "email.message", "http.client"];
LIBRARIES.push("sqlite3", "unittest.mock");
const IN_PACKAGE = 25;
/** Functions of each module that use no import: a module has 2.5 kB. */
const FUNCTIONS = 12;
const ENTRIES = 4;

/**
 * Writes a Python project `app`, the same for the same number: modules in packages of 25, each of which imports a module of the standard library and
 * up to three of the others and uses them in branches of one function. All of them load when `python -m app` starts.
 */
export function writePlannedProject(folder: string, modules: number): void {
  const write = (file: string, lines: readonly string[]): void => {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, lines.map((line) => `${line}\n`).join(""));
  };
  write("app/__init__.py", []);
  for (let at = 0; at < modules; at++) {
    if (at % IN_PACKAGE === 0) write(`app/pack${at / IN_PACKAGE}/__init__.py`, []);
    write(`app/${packageOf(at)}/mod${at}.py`, moduleText(at, modules));
  }
  const entries = Array.from({ length: ENTRIES }, (_, at) => at);
  write("app/__main__.py", [
    ...entries.map(importOf),
    ...["", "", "def main(words):"],
    ...entries.flatMap((at) => [`    if words[:1] == ["${at}"]:`, `        return work${at}(Thing${at}(1))`]),
    ...["    return None", "", "", 'if __name__ == "__main__":', "    import sys", "", "    main(sys.argv[1:])"],
  ]);
}

function moduleText(at: number, modules: number): string[] {
  const library = LIBRARIES[at % LIBRARIES.length] ?? "json";
  const used = [2 * at + 4, 2 * at + 5, at + 17].filter((other) => other < modules);
  const head = [
    `"""Number ${at}."""`,
    "from __future__ import annotations",
    `import ${library}`,
    ...used.map(importOf),
  ];
  const made = [`class Thing${at}:`, "    def __init__(self, value: int) -> None:", "        self.value = value"];
  const work = [
    `def work${at}(thing: Thing${at}) -> int:`,
    ...used.flatMap((other) => [
      `    if thing.value == ${other}:`,
      `        return work${other}(Thing${other}(thing.value))`,
    ]),
    `    return len(${library.split(".")[0]}.__name__)`,
  ];
  const more = Array.from({ length: FUNCTIONS }, (_, each) => [
    ...["", "", `def more${each}(values: list[int]) -> dict[str, int]:`, `    """Says ${each}."""`, "    found = {}"],
    ...["    for value in values:", `        found[str(value)] = value * ${each} + ${at}`, "    return found"],
  ]);
  return [...head, "", "", ...made, "", "", ...work, ...more.flat()];
}

function importOf(at: number): string {
  return `from app.${packageOf(at)}.mod${at} import work${at}, Thing${at}`;
}

function packageOf(at: number): string {
  return `pack${Math.floor(at / IN_PACKAGE)}`;
}
