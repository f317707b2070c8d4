import { readText } from "./read-text.js";

/**
 * The oldest Python 3 that a project says it supports, as its metadata has it: `requires-python`, `python_requires`, Poetry's
 * `python`.
 *
 * @returns the minor version; null where the project says nothing
 */
export function projectFloor(root: string): number | null {
  for (const [file, pattern] of PLACES) {
    const text = readText(`${root}/${file}`);
    const wanted = text === null ? undefined : pattern.exec(text)?.[1];
    const minor = wanted === undefined ? null : lowest(wanted);
    if (minor !== null) return minor;
  }
  return null;
}

const PLACES: readonly (readonly [string, RegExp])[] = [
  ["pyproject.toml", /^\s*requires-python\s*=\s*["']([^"'\n]*)["']/m],
  ["pyproject.toml", /^\s*python\s*=\s*["']([^"'\n]*)["']/m],
  ["setup.cfg", /^\s*python_requires\s*=\s*(.*)$/m],
  ["setup.py", /\bpython_requires\s*=\s*["']([^"'\n]*)["']/],
];

function lowest(wanted: string): number | null {
  const minors = [...wanted.matchAll(/(?:>=|~=|==|\^|~)\s*3\.(\d+)/g)].map(([, minor]) => Number(minor));
  return minors.length === 0 ? null : Math.min(...minors);
}
