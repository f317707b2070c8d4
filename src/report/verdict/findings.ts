import type { BudgetResult, ChainStep, Verdict } from "../../gate/verdict.js";

/** What a gate found wrong, at the place to change where one is known. */
export interface Finding {
  readonly rule: string;
  readonly message: string;
  /** Relative to the project where inside it. */
  readonly file: string | null;
  readonly line: number | null;
}

/** None for a gate that passes. */
export function findings(verdict: Verdict): Finding[] {
  const broken = verdict.budgets.filter(({ ok }) => !ok);
  const found = broken.map((budget, at): Finding => {
    const message = verdict.reasons[at] ?? `${budget.rule} is ${budget.limit}, and it is ${budget.value}`;
    return { rule: budget.rule, message, ...placeOf(budget, verdict) };
  });
  if (verdict.verdict === "fail" && broken.length === 0) {
    const defer = verdict.introducedBy.find((group) => group.defer !== null)?.defer ?? null;
    const message = verdict.reasons.join("; ");
    found.push({ rule: "startup-time", message, file: defer?.file ?? null, line: defer?.line ?? null });
  }
  return found;
}

/** Of several commands each finding says which it is of. */
export function allFindings(verdicts: readonly Verdict[]): Finding[] {
  return verdicts.flatMap((verdict) =>
    findings(verdict).map((found) => ({ ...found, message: `${ofCommand(verdict, verdicts)}${found.message}` })),
  );
}

/** "app --help: ", or nothing where there is but one command. */
export function ofCommand({ head }: Verdict, verdicts: readonly Verdict[]): string {
  return verdicts.length === 1 ? "" : `${head.command.join(" ")}: `;
}

function placeOf({ chain }: BudgetResult, { introducedBy }: Verdict): Pick<Finding, "file" | "line"> {
  const step = chain?.find(isOwn) ?? introducedBy.find((group) => group.defer !== null)?.defer;
  return { file: step?.file ?? null, line: step?.line ?? null };
}

/** In the project's own files. */
function isOwn({ file }: ChainStep): boolean {
  return file !== null && !/^(?:\/|[A-Za-z]:)/.test(file);
}
