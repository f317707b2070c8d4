/** Packages that are given `require` and make a function of it that loads a module when it is first used. */
export const LAZY_LOADERS: ReadonlySet<string> = new Set(["import-lazy", "lazy-req"]);

export interface LazyLoad {
  readonly specifier: string;
  /** Starts at 1. */
  readonly line: number;
}

const PACKAGE = /(?<![\w$])([\w$]+)\s*=\s*require\(\s*["'](?:import-lazy|lazy-req)["']\s*\)(\s*\(\s*require\s*\))?/g;

/**
 * What such functions load by constant names: those that a text makes by `lazy = require("import-lazy")(require)`, or in two steps.
 */
export function lazyLoads(text: string): LazyLoad[] {
  const loaders = [...text.matchAll(PACKAGE)].flatMap(([, name = "", isMade]) =>
    isMade === undefined
      ? [...text.matchAll(new RegExp(`(?<![\\w$])([\\w$]+)\\s*=\\s*${word(name)}\\s*\\(\\s*require\\s*\\)`, "g"))].map(
          ([, made = ""]) => made,
        )
      : [name],
  );
  return loaders.flatMap((name) =>
    [...text.matchAll(new RegExp(`(?<![\\w$.])${word(name)}\\s*\\(\\s*(["'])([^"'\\n]+)\\1\\s*\\)`, "g"))].map(
      (call) => ({
        specifier: call[2] ?? "",
        line: text.slice(0, call.index).split("\n").length,
      }),
    ),
  );
}

function word(name: string): string {
  return name.replaceAll("$", "\\$");
}
