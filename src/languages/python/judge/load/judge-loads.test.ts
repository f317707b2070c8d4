import { spawnSync } from "node:child_process";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ListedFolders } from "../../../../io/listed-folders.js";
import { askPythonPath } from "../../../../io/python.js";
import { askPythonBatch } from "../../../../io/python-batch.js";
import { sourceBytes } from "../../../../io/source-bytes.js";
import { interpreters } from "../../../../io/testing/pythons.js";
import { ModuleFinder } from "../../resolve/finder.js";
import { judgeLoads } from "./judge-loads.js";
import type { LoadedModule } from "./load-facts.js";

const SCRIPT = "src/languages/python/judge/load/load_facts.py";
const TRACES = "src/languages/python/judge/load/testing/traces.py";
const MODULES = `json.tool xml.dom.minidom xml.sax http.server http.cookiejar sqlite3 tarfile zipfile email.mime.text csv smtplib ftplib
  xmlrpc.client difflib doctest optparse cmd pdb cProfile timeit shelve wsgiref.simple_server plistlib mailbox colorsys
  pickletools zipapp unittest.mock asyncio concurrent.futures multiprocessing.pool ctypes decimal fractions statistics
  configparser getpass webbrowser turtle rlcompleter this pydoc sched secrets graphlib ast dis tokenize html.parser gettext
  argparse dataclasses uuid urllib.request netrc fileinput filecmp pprint textwrap calendar`;
/** What only the module's own objects, or a cache of what never changes, can show. */
const CONFINED: ReadonlySet<string> = new Set([
  "importlib: module _frozen_importlib",
  "importlib: module _frozen_importlib_external",
  "typing: reducers",
  "uuid: module platform",
  "zipfile: module importlib.util",
]);
const test = suite("loads judged from sources");

for (const { path, minor } of interpreters().filter((each) => each.minor === 8 || each.minor === 12)) {
  test(`3.${minor}: what is judged free of effects leaves no trace when it loads`, async () => {
    const { stdout, stderr } = spawnSync(path, ["-B", "-I", TRACES, MODULES], { encoding: "utf8", maxBuffer: 1e9 });
    const text = stdout.slice(stdout.lastIndexOf('{"loaded"'));
    assert.ok(text.startsWith("{"), stderr);
    const { loaded, found } = JSON.parse(text) as { loaded: string[]; found: Record<string, string[]> };
    const search = await askPythonPath(path);
    const finder = new ModuleFinder(search, new ListedFolders());
    const find = (name: string): LoadedModule | null => {
      const module = finder.find(name);
      return module === null ? null : { ...module, isPackage: module.folders !== null, isStandard: true };
    };
    const bytes = (file: string): Buffer | null => {
      const read = sourceBytes(file);
      return read === null ? null : Buffer.from(read);
    };
    const ask = (lines: readonly string[]): Promise<unknown[]> => askPythonBatch(path, SCRIPT, [], lines);
    const modules = loaded.flatMap((name) => find(name) ?? []);
    const none = { configuresLoggers: null, readsSubclasses: null, shown: (file: string) => file };
    const judged = await judgeLoads(modules, { find, shadowed: [], bytes, ask }, none);
    const free = [...judged].filter(([, { reasons }]) => reasons.length === 0).map(([name]) => name);
    assert.ok(free.length > 120, `${free.length} of ${modules.length}`);
    const traced = free.flatMap((name) =>
      (found[name] ?? []).map((what) => `${name}: ${what}`).filter((each) => !CONFINED.has(each)),
    );
    assert.equal(traced, []);
    assert.ok(Object.keys(found).length > 3, "the probe sees what others do");
  });
}

test.run();
