import type { ModuleGraph } from "../../languages/javascript/modules/module-graph.js";
import type { Resolver } from "../../languages/javascript/resolve/resolver.js";
import type { Reason } from "../../languages/rewriting.js";
import type { SourceTexts } from "./source-texts.js";

/**
 * Why an ES module's import may not become a `require`; null where both give the same module, loaded in the same way,
 * or an ES module, of which `RequiredModules` says more.
 *
 * @param file the importer, absolute
 */
export function requiredInstead(
  specifier: string,
  file: string,
  resolver: Resolver,
  texts: SourceTexts,
  graph: ModuleGraph,
): Pick<Reason, "code" | "message"> | null {
  const imported = resolver.import(specifier, file);
  const required = resolver.require(specifier, file);
  if (imported.kind === "builtin" && required.kind === "builtin") return null;
  if (imported.kind !== "file" || required.kind !== "file" || imported.query !== "")
    return { code: "es-module", message: `require can't load ${specifier}` };
  const { path } = imported;
  if (required.path !== path)
    return { code: "other-conditions", message: `require loads another file of ${specifier} than an import` };
  const format = graph.formatOf(path);
  if (format === "module") return null;
  if (format !== "commonjs") return { code: "es-module", message: `${specifier} may be an ES module, or none` };
  if (asksImporter(texts.of(path) ?? ""))
    return { code: "asks-importer", message: `${specifier} asks what loaded it, which for an import is nothing` };
  return null;
}

/** Whether the text of a CommonJS module may ask who required it. */
export const asksImporter = (text: string): boolean => /\bmodule\b[\s?]*(?:\.[\s?]*parent\b|\[)/.test(text);
