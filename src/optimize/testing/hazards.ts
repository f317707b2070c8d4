import { readText } from "../../io/read-text.js";

/** For tests: programs that show what a deferred import can break, as `fixtures/hazards/` writes them. */

export interface Hazard {
  /** Number and words of its heading. */
  readonly title: string;
  /** The minor version of Python 3, or the major one of Node, that it needs. */
  readonly from: number;
  /** Arguments of each run, of which the first is the one that is planned for. */
  readonly runs: readonly (readonly string[])[];
  /** Whether what a load does decides: then it is probed, and the edited code runs. */
  readonly isRun: boolean;
  /** Of `perf optimize`, beside those of every test. */
  readonly flags: readonly string[];
  /** Something of it would not happen if all objects were frozen to the end. */
  readonly isLost: boolean;
  readonly files: ReadonlyMap<string, string>;
  /** `file:line` of imports that are proposed. */
  readonly proposed: readonly string[];
  /** `file:line` of imports that are refused, with the code and `file:line` of the reason; several of which one is met joined by " or ". */
  readonly refused: readonly string[];
}

/** What every program has unless it writes one itself. */
const COMMON: Readonly<Record<string, string>> = {
  "app/__init__.py": "",
  "app/heavy.py": [
    "BUSY",
    "VALUE = 1",
    'NAME = "heavy"',
    "class Base: pass",
    "class Meta(type): pass",
    "class Error(Exception): pass",
    "def decorate(function): return function",
    "def work(value=1): return value + 1",
    "",
  ].join("\n"),
};

/** A loop that is long enough to be worth an edit; one line, so that no line moves. */
const BUSY = "for _ in range(400000): pass";

/** @param busy what a line BUSY stands for */
export function hazards(file: string, common = COMMON, busy = BUSY): Hazard[] {
  return (readText(file) ?? "")
    .split(/^=== /m)
    .slice(1)
    .map((text) => hazard(text, common, busy));
}

function hazard(text: string, common: Readonly<Record<string, string>>, busy: string): Hazard {
  const [head = "", ...sections] = text.split(/^--- /m);
  const [title = "", ...fields] = head.trim().split("\n");
  const values = (name: string): string[] =>
    fields.flatMap((field) => (field.startsWith(`${name}:`) ? [field.slice(name.length + 1).trim()] : []));
  const files = new Map(Object.entries(common));
  for (const section of sections) {
    const end = section.indexOf("\n");
    files.set(section.slice(0, end), `${section.slice(end).trim()}\n`);
  }
  for (const [path, source] of files) files.set(path, source.replace(/^BUSY$/m, busy));
  return {
    title,
    from: Number(values("from")[0] ?? 8),
    runs: (values("runs")[0] ?? "").split("|").map((run) => run.trim().split(" ").filter(Boolean)),
    isRun: values("flags").length > 0 || sections.some((section) => /^BUSY$/m.test(section)),
    flags: (values("flags")[0] ?? "").split(" ").filter(Boolean),
    isLost: values("lost").length > 0,
    files,
    proposed: values("proposed"),
    refused: values("refused"),
  };
}
