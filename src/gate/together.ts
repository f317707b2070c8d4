import type { Verdict, Verdicts } from "./verdict.js";

/** One verdict on several commands. @param verdicts at least one */
export function together(verdicts: readonly Verdict[]): Verdicts {
  const worst = (["fail", "inconclusive"] as const).find((each) => verdicts.some(({ verdict }) => verdict === each));
  return {
    kind: "verdicts",
    version: 1,
    tool: verdicts[0]?.tool ?? "",
    verdict: worst ?? "pass",
    commands: [...verdicts],
  };
}
