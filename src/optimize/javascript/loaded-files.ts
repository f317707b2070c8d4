import type { RecordedStart } from "../starts.js";

/** The files of the modules that the starts loaded, and the other way round. */
export class LoadedFiles {
  /** Absolute files by module name. */
  readonly files = new Map<string, string>();
  /** Module names by absolute file. */
  readonly modules = new Map<string, string>();

  constructor(
    starts: readonly RecordedStart[],
    private readonly root: string,
  ) {
    for (const { graph } of starts) {
      graph.modules.name.forEach((name, module) => {
        const file = graph.modules.file?.[module] ?? null;
        if (file === null) return;
        const path = /^(?:\/|[A-Za-z]:)/.test(file) ? file : `${root}/${file}`;
        this.files.set(name, path);
        this.modules.set(path, name);
      });
    }
  }

  /** Relative to the root where inside it. */
  shown(file: string): string {
    return file.startsWith(`${this.root}/`) ? file.slice(this.root.length + 1) : file;
  }

  /** For people: of an installed file the part behind the last node_modules. */
  named(file: string): string {
    return this.shown(file).replace(/^.*\/node_modules\//, "");
  }
}
