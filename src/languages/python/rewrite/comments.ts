/** What comments on import statements mean to tools. */

/** Said to a tool about the statement: goes wherever the statement goes, and stays with what stays. */
const PRAGMA =
  /^#\s*(?:noqa|type:|pylint:|pyright:|mypy:|nosec|nosonar|pragma:|isort:|fmt:|yapf:|ruff:|flake8:|pytype:|pyre-|lint:|lgtm|importperf:|ty:)/i;

export function isPragma(comment: string): boolean {
  return PRAGMA.test(comment);
}

/** Comments on one line: checkers read `# type:` only where it comes first, and other tools' words before prose. */
export function joined(comments: readonly string[]): string | null {
  const rank = (comment: string) => (/^#\s*type:/.test(comment) ? 0 : isPragma(comment) ? 1 : 2);
  return comments.length === 0 ? null : [...comments].sort((a, b) => rank(a) - rank(b)).join("  ");
}

/** A heading of a group of imports says nothing of one of them. */
const HEADING =
  /^#[\s#=*-]*(?:\S+\s+){0,3}(?:imports?|librar(?:y|ies)|modules?|packages?|third[ -]?party|stdlib|standard|built-?ins?|local|internal|external|first[ -]?party|project)\b[^.]{0,20}$/i;

export function isHeading(comment: string): boolean {
  return HEADING.test(comment);
}

/** Whether a line of an import statement pins it by `# importperf: keep`. */
export function isPinned(line: string): boolean {
  return /#.*\bimportperf:\s*keep\b/.test(line);
}
