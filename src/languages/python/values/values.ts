/** What modules hold once they are loaded, as `values.py` writes it. */
export interface ModuleValues {
  /** By module, its names with a fingerprint each. */
  readonly modules: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Modules that could not be loaded, with the class of the error. */
  readonly failed: ReadonlyMap<string, string>;
  /** Modules that the program had loaded itself and that can't be loaded again: compiled ones. */
  readonly kept: readonly string[];
}

/** What a process is to do; `values.py` says what the fields mean. */
export interface ValuesRequest {
  readonly mode: "early" | "late";
  readonly modules: readonly string[];
  /** What `sys.path` begins with. */
  readonly path: string;
  readonly argv: readonly string[];
  /** Of a late one: the program, a file or a module. */
  readonly program?: { readonly script: string } | { readonly run: string };
}

/** The file that `values.py` reads. */
export function valuesSpecification({ mode, modules, path, argv, program }: ValuesRequest): string {
  const pairs: (readonly [string, string])[] = [
    ["mode", mode],
    ["path", path],
    ...argv.map((word) => ["argv", word] as const),
    ...modules.map((module) => ["module", module] as const),
    ...(program === undefined ? [] : Object.entries(program)),
  ];
  return pairs.map(([key, value]) => `${key}\0${value}\0`).join("");
}

/** Hashes of texts must be the same in all processes. */
export const VALUES_ENVIRONMENT: Readonly<Record<string, string>> = { PYTHONHASHSEED: "0" };

/** @returns null for a process that did not come to its end */
export function readValues(text: string): ModuleValues | null {
  try {
    const { modules, failed, kept } = JSON.parse(text) as {
      modules: Record<string, Record<string, string>>;
      failed: Record<string, string>;
      kept: string[];
    };
    const names = Object.entries(modules).map(([module, values]) => [module, new Map(Object.entries(values))] as const);
    return { modules: new Map(names), failed: new Map(Object.entries(failed)), kept };
  } catch {
    return null;
  }
}
