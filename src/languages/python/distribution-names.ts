import { firstParts } from "./dotted.js";
import { KNOWN_DISTRIBUTIONS } from "./known-distributions.js";

/**
 * Which distribution a module belongs to when only its name is known: always a guess, since any project may
 * install any name. Most distributions are named as their package; the table has well-known ones that are not.
 */

/** Namespaces in which `a.b` belongs to the distribution `a.b`, and how that one's two words are joined. */
const PAIRED: ReadonlyMap<string, string> = new Map([
  ["zope", "."],
  ["jaraco", "."],
  ["backports", "."],
  ["collective", "."],
  ["ruamel", "."],
  ["sphinxcontrib", "-"],
  ["azure.mgmt", "-"],
  ["azure.storage", "-"],
  ["azure.keyvault", "-"],
  ["airflow.providers", "-"],
]);

/** Top-level names below which the table, or a pair, says more. */
const NAMESPACES: ReadonlySet<string> = new Set(
  "google azure opentelemetry ruamel zope jaraco backports collective sphinxcontrib dogpile snowflake databricks llama_index airflow odoo".split(
    " ",
  ),
);

let known: Record<string, string> | undefined;

function knownNames(): Record<string, string> {
  // As JSON, since that is read without a line of ours: this table lies on the way of every start.
  known ??= JSON.parse(`{"${KNOWN_DISTRIBUTIONS.replaceAll("=", '":"').replaceAll(" ", '","')}"}`) as Record<
    string,
    string
  >;
  return known;
}

/** Whether modules below one top-level name can belong to different distributions. */
export function isNamespace(top: string): boolean {
  return NAMESPACES.has(top);
}

/** All names that the table speaks of, for tests. */
export function knownModules(): string[] {
  return [...Object.keys(knownNames()), ...PAIRED.keys()];
}

/**
 * The distribution that a module probably belongs to.
 *
 * @param module dotted name of a module that is not the standard library's
 * @returns its name as the package index writes it, null where the name alone tells too little
 */
export function guessDistribution(module: string): string | null {
  const names = knownNames();
  for (let prefix = firstParts(module, 4); ; ) {
    const dot = prefix.lastIndexOf(".");
    const joint = dot > 0 ? PAIRED.get(prefix.slice(0, dot)) : undefined;
    if (Object.hasOwn(names, prefix)) return names[prefix] || null;
    if (joint !== undefined) return pairName(prefix.slice(0, dot), joint, prefix.slice(dot + 1));
    if (dot < 0) return PLAIN.test(prefix) ? normalisedName(prefix) : null;
    prefix = prefix.slice(0, dot);
  }
}

/** A name that a project could have; a private module is rarely named as its project. */
const PLAIN = /^[A-Za-z][A-Za-z0-9_]*$/;

function pairName(namespace: string, joint: string, part: string): string | null {
  if (!PLAIN.test(part)) return null;
  if (joint === ".") return `${namespace}.${part}`;
  const project = namespace === "airflow.providers" ? "apache.airflow.providers" : namespace;
  return normalisedName(`${project}-${part}`);
}

/**
 * A project's name as the package index compares it: lower case, runs of `-`, `_` and `.` as one `-`.
 * https://packaging.python.org/en/latest/specifications/name-normalization/
 */
export function normalisedName(name: string): string {
  return name.replace(/[-_.]+/g, "-").toLowerCase();
}
