import { posix } from "node:path";
import type { Resolver } from "../../languages/javascript/resolve/resolver.js";
import type { Reason } from "../../languages/rewriting.js";
import type { SourceTexts } from "./source-texts.js";

/**
 * Why an ES module's import may not become a `require`; null where both give the same module, loaded in the same way.
 *
 * @param file the importer, absolute
 */
export function requiredInstead(
  specifier: string,
  file: string,
  resolver: Resolver,
  texts: SourceTexts,
): Pick<Reason, "code" | "message"> | null {
  const imported = resolver.import(specifier, file);
  const required = resolver.require(specifier, file);
  if (imported.kind === "builtin" && required.kind === "builtin") return null;
  if (imported.kind !== "file" || required.kind !== "file" || imported.query !== "")
    return { code: "es-module", message: `require can't load ${specifier}` };
  const { path } = imported;
  if (required.path !== path)
    return { code: "other-conditions", message: `require loads another file of ${specifier} than an import` };
  const scope = resolver.files.scopeOf(posix.dirname(path));
  const isCommonJs = path.endsWith(".cjs") || (path.endsWith(".js") && scope !== "invalid" && scope?.isModule !== true);
  const text = texts.of(path) ?? "";
  // Node tries what has no type as an ES module where it can't be read otherwise.
  if (!isCommonJs || /^[ \t]*(?:import|export)\b(?!\s*\()|\bimport\s*\.\s*meta\b/m.test(text))
    return {
      code: "es-module",
      message: `${specifier} is an ES module, which can't be loaded when a function needs it`,
    };
  if (/\bmodule\b[\s?]*(?:\.[\s?]*parent\b|\[)/.test(text))
    return { code: "asks-importer", message: `${specifier} asks what loaded it, which for an import is nothing` };
  return null;
}
