import { execFile } from "node:child_process";
import { UserError } from "../errors.js";

/** Where an interpreter has a program and what is installed for it. */
export interface BundledPython {
  /** Of the environment, and of the interpreter under it. */
  readonly prefix: string;
  readonly basePrefix: string;
  /** Where what is installed lies. */
  readonly installed: readonly string[];
  /** The folder of the path in which the entry's top module was found, and that module's own place; null for not found. */
  readonly root: string | null;
  readonly origin: string | null;
}

/** Finds the module as `python -m` would, without running any of it. */
const ASKED = `
import json, sys, sysconfig, os.path
top, folder = sys.argv[1:3]
sys.path[0] = folder
from importlib.machinery import PathFinder
found = PathFinder.find_spec(top) if top else None
places = list(found.submodule_search_locations or []) if found else []
origin = places[0] if places else found.origin if found else None
paths = {sysconfig.get_paths()[name] for name in ("purelib", "platlib")}
print(json.dumps({
    "prefix": os.path.realpath(sys.prefix), "basePrefix": os.path.realpath(sys.base_prefix),
    "installed": sorted(map(os.path.realpath, paths)),
    "root": os.path.dirname(os.path.realpath(origin)) if origin else None,
    "origin": os.path.realpath(origin) if origin else None,
}))
`;
const TIMEOUT_MS = 20_000;

/**
 * Starts an interpreter as the program's own start does (`site` and `.pth` files run) and asks it.
 *
 * @param top the entry's top module; "" for a file
 * @param folder the one that the user is in
 * @throws UserError `python-failed`
 */
export function askBundledPython(
  python: string,
  top: string,
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<BundledPython> {
  return new Promise((resolve, reject) => {
    const options = { env: environment, cwd: folder, timeout: TIMEOUT_MS, killSignal: "SIGKILL" } as const;
    execFile(python, ["-c", ASKED, top, folder], options, (error, stdout, stderr) => {
      const last = stdout.trim().split("\n").at(-1) ?? "";
      if (error === null && last.startsWith("{")) return resolve(JSON.parse(last));
      const said = stderr.trim().split("\n").at(-1) ?? "";
      const message = `${python} failed${said === "" ? "" : `: ${said}`}`;
      reject(new UserError("python-failed", message, "name the program's interpreter with --python EXE"));
    }).stdin?.end();
  });
}
