import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type FoundModule, ModuleFinder } from "../languages/python/resolve/finder.js";
import type { PythonSearchPath } from "../languages/python/resolve/search-path.js";
import { ListedFolders } from "./listed-folders.js";
import { askPythonPath } from "./python.js";
import { interpreters } from "./testing/pythons.js";

type Told = [kind: string, file: string | null, folders: string[] | null] | null;

/** What importlib says. */
function truth(exe: string, folders: readonly string[], names: readonly string[]): Told[] {
  const input = JSON.stringify({ folders, names });
  const told = execFileSync(exe, ["-I", "-S", join("fixtures", "find_specs.py")], { input, maxBuffer: 1 << 28 });
  return JSON.parse(told.toString()) as Told[];
}

function ours(found: FoundModule | null): Told {
  if (found === null) return null;
  const { kind, file, folders } = found;
  const word = kind === "builtin" ? "built-in" : kind === "frozen" || kind === "namespace" ? kind : "file";
  return [word, word === "file" ? file : null, folders === null ? null : [...folders]];
}

/** Frozen packages differ in where they say that their submodules are. */
function comparable(told: Told): Told {
  return told !== null && told[0] === "frozen" ? ["frozen", null, null] : told;
}

function agree(exe: string, path: PythonSearchPath, names: readonly string[]): void {
  const finder = new ModuleFinder(path, new ListedFolders());
  const expected = truth(exe, path.folders, names);
  names.forEach((name, at) => {
    assert.equal(comparable(ours(finder.find(name))), comparable(expected[at] ?? null), `${exe}: ${name}`);
  });
}

/** Dotted names of all that lies below folders, real modules or not. */
function namesBelow(folders: readonly string[], most: number): string[] {
  const listed = new ListedFolders();
  const names = new Set<string>();
  const open = folders.map((folder) => ({ folder, prefix: "" }));
  for (let next = open.shift(); next !== undefined && names.size < most; next = open.shift()) {
    for (const [entry, isFolder] of listed.entries(next.folder) ?? []) {
      const stem = entry.split(".")[0] ?? "";
      if (!/^[A-Za-z_]\w*$/.test(stem)) continue;
      names.add(next.prefix + stem);
      if (isFolder && stem === entry)
        open.push({ folder: join(next.folder, entry), prefix: `${next.prefix}${entry}.` });
    }
  }
  return [...names];
}

const pythons = interpreters().map(({ path }) => path);
const test = suite("ModuleFinder");

for (const exe of pythons) {
  test(`finds every module of ${exe} where importlib does`, async () => {
    const path = await askPythonPath(exe);
    const names = namesBelow(path.folders, 4000);
    assert.ok(names.length > 500);
    agree(exe, path, [...names, ...path.builtin, ...path.frozen, "no_such", "json.no_such", "no.such", "os.path"]);
  });
}

const folder = mkdtempSync(join(tmpdir(), "importperf-test-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

const NAMES = ["a", "b", "c"];
const ENTRIES = [
  "",
  "/__init__.py",
  "/__init__.pyc",
  ".py",
  ".pyc",
  ".so",
  ".txt",
  "/b.py",
  "/b/__init__.py",
  "/b",
  "/c.so",
];
const tree = fc.array(
  fc.tuple(fc.constantFrom("x", "y", "z"), fc.constantFrom(...NAMES), fc.constantFrom(...ENTRIES)),
  {
    maxLength: 14,
  },
);

test("finds packages, modules, extension modules and namespace packages on any path as importlib does", async () => {
  const [exe = ""] = pythons;
  const own = await askPythonPath(exe);
  const names = NAMES.flatMap((name) => [name, ...NAMES.map((inner) => `${name}.${inner}`), `${name}.b.c`]);
  let time = 0;
  fc.assert(
    fc.property(tree, (entries) => {
      const root = join(folder, String(time++));
      for (const place of ["x", "y", "z"]) mkdirSync(join(root, place), { recursive: true });
      for (const [place, name, entry] of entries) {
        const path = join(root, place, name + entry);
        try {
          mkdirSync(dirname(path), { recursive: true });
          if (/\.\w+$/.test(entry)) writeFileSync(path, "");
          else mkdirSync(path, { recursive: true });
        } catch {
          // A file stands where a folder would have to.
        }
      }
      agree(exe, { ...own, folders: ["x", "y", "missing", "z"].map((place) => join(root, place)), frozen: [] }, names);
    }),
    { numRuns: 60 },
  );
});

test("follows links, and skips what leads nowhere", async () => {
  const [exe = ""] = pythons;
  const own = await askPythonPath(exe);
  const root = join(folder, "links");
  mkdirSync(join(root, "real"), { recursive: true });
  writeFileSync(join(root, "real", "__init__.py"), "");
  symlinkSync("real", join(root, "linked"));
  symlinkSync("nowhere", join(root, "lost"));
  symlinkSync("nowhere.py", join(root, "gone.py"));
  symlinkSync(".", join(root, "round"));
  agree(exe, { ...own, folders: [root] }, [
    "real",
    "linked",
    "lost",
    "gone",
    "round",
    "round.real",
    "round.round.linked",
  ]);
});

test.run();
