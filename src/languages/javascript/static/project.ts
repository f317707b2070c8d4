/** What a project's package.json says of where the program begins. */
export interface PackageEntries {
  /** Files of commands, relative to the package's folder. */
  readonly commands: ReadonlyMap<string, string>;
  /** Whether a name for importers is given (`main`, `exports`, `module`). */
  readonly hasMain: boolean;
}

/** @param text of package.json; what is broken says nothing */
export function packageEntries(text: string): PackageEntries {
  const commands = new Map<string, string>();
  try {
    const { name, bin, main, exports, module } = (JSON.parse(text.replace(/^\uFEFF/, "")) ?? {}) as Record<
      string,
      unknown
    >;
    if (typeof bin === "string") commands.set(typeof name === "string" ? name.replace(/^@[^/]*\//, "") : "", bin);
    else if (typeof bin === "object" && bin !== null) {
      for (const [command, file] of Object.entries(bin)) if (typeof file === "string") commands.set(command, file);
    }
    return { commands, hasMain: [main, exports, module].some((value) => value !== undefined) };
  } catch {
    return { commands, hasMain: false };
  }
}

/** Source files that a project's own walk finds; declarations hold no imports that run. */
export const LISTED = /(?<!\.d)\.(?:[cm]?[jt]s|[jt]sx|vue|svelte)$/;

/** Folders of a project that hold no sources of its own: installed, made, or hidden. */
export function isLeftOut(name: string): boolean {
  return name.startsWith(".") || MADE.has(name);
}

const MADE: ReadonlySet<string> = new Set(["node_modules", "bower_components", "dist", "build", "out", "coverage"]);
