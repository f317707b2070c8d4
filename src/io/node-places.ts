import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { NodePlaces } from "../bundle/gather-node.js";
import { realPath } from "./paths.js";
import { startedFile } from "./started-file.js";

/** What this machine knows of Node programs. */
export function nodePlaces(environment: Readonly<Record<string, string | undefined>>): NodePlaces {
  return {
    async node() {
      const found = startedFile("node", environment.PATH).path || process.execPath;
      const version = await new Promise<string>((resolve) => {
        execFile(found, ["--version"], { timeout: 10_000 }, (error, stdout) => resolve(error === null ? stdout : ""));
      });
      return version === "" ? null : { path: realPath(found), version: version.trim() };
    },
    manifest(file) {
      for (let folder = dirname(file); ; folder = dirname(folder)) {
        try {
          return { folder, contents: JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) ?? {} };
        } catch {
          if (dirname(folder) === folder) return null;
        }
      }
    },
  };
}
