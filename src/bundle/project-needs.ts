import { parse } from "smol-toml";
import { requirementNames } from "./requirements.js";

/**
 * Distributions that a project says it needs to run, by name, without extras and versions.
 *
 * @param pyproject the text of its pyproject.toml
 * @returns null where that does not say it: no such table, dependencies that are made as it is built, a text that is no TOML
 */
export function projectNeeds(pyproject: string): string[] | null {
  const { project, tool } = tables(pyproject);
  const named = tableOf(project);
  const { poetry } = tableOf(tool) ?? {};
  const { dependencies: byPoetry } = tableOf(poetry) ?? {};
  const { dynamic, dependencies = [] } = named ?? {};
  const isDynamic = Array.isArray(dynamic) && dynamic.includes("dependencies");
  if (tableOf(byPoetry) === null && (named === null || isDynamic)) return null;
  const requirements = Array.isArray(dependencies) ? dependencies.filter((each) => typeof each === "string") : [];
  const own = requirementNames(requirements.join("\n")).map((each) => each.replace(/\[.*/, ""));
  return [...own, ...Object.keys(tableOf(byPoetry) ?? {}).filter((name) => name !== "python")];
}

function tables(text: string): Readonly<Record<string, unknown>> {
  try {
    return parse(text);
  } catch {
    return {};
  }
}

function tableOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}
