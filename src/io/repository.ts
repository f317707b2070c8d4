import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { absolute } from "./paths.js";

/** The folder of the repository that a folder lies in; where there is none, the current folder if that holds it, else itself. */
export function repositoryAround(folder: string): string {
  for (let at = resolve(folder), below = ""; at !== below; below = at, at = resolve(at, "..")) {
    // In a work tree of its own .git is a file.
    if (existsSync(join(at, ".git"))) return absolute(at);
  }
  const here = absolute(".");
  const own = absolute(folder);
  return own === here || own.startsWith(`${here}/`) ? here : own;
}
