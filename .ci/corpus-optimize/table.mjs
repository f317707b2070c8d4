// What was tried, as lines and as a Markdown table.

const DEAREST = 5;

export function resultLines({ name, plan, tests, changed = [], isSame, planningS, totalS, code }) {
  const ms = (us) => `${(us / 1000).toFixed(1)} ms`;
  const lines = [`== ${name}: exit ${code}, ${plan.proposals.length} proposals, ${plan.refusals.length} refusals`];
  lines.push(`   planning ${planningS.toFixed(1)} s, all ${totalS.toFixed(0)} s`);
  for (const { id, why } of plan.verification?.dropped ?? []) lines.push(`   dropped ${id}: ${why}`);
  for (const note of plan.verification?.notes ?? []) lines.push(`   note: ${note}`);
  for (const { message } of plan.warnings) lines.push(`   warning: ${message}`);
  for (const { savingUs, file, line, names, reason } of plan.refusals.slice(0, DEAREST)) {
    lines.push(
      `   stays ${ms(savingUs)} ${file}:${line} ${names.slice(0, 4).join(", ")}: ${reason.code}: ${reason.message}`,
    );
  }
  for (const { savingUs, message } of plan.advice.slice(0, DEAREST)) lines.push(`   advice ${ms(savingUs)} ${message}`);
  if (isSame === false) lines.push("   FAIL: the command says something else");
  if (tests !== undefined && tests !== null) lines.push(`   tests ${counted(tests[0])} → ${counted(tests[1])}`);
  for (const each of changed) lines.push(`   FAIL ${each}`);
  return lines;
}

function counted(outcomes) {
  const counts = new Map();
  for (const outcome of outcomes.values()) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(", ");
}

const COLUMNS = [
  ["program", ({ name }) => name],
  ["files changed", ({ plan }) => plan.written.length],
  ["proposals", ({ plan }) => plan.proposals.length],
  [
    "modules",
    ({ plan, modulesBefore, modulesAfter }) => `${modulesBefore ?? plan.before.modules} → ${modulesAfter ?? "-"}`,
  ],
  ["ms before", ({ plan, beforeMs }) => (beforeMs ?? plan.before.us / 1000).toFixed(0)],
  ["predicted", ({ plan }) => (plan.predicted.us / 1000).toFixed(0)],
  ["after", ({ afterMs }) => afterMs?.toFixed(0)],
  [
    "off by %",
    ({ plan, afterMs }) => (afterMs === undefined ? undefined : (plan.predicted.us / 10 / afterMs - 100).toFixed(1)),
  ],
  ["×", (result) => ratioOf(result).toFixed(2)],
  ["tests", ({ tests }) => (tests ? `${counted(tests[0])} → ${counted(tests[1])}` : undefined)],
  ["planning s", ({ planningS }) => planningS.toFixed(1)],
  ["all s", ({ totalS }) => totalS.toFixed(0)],
];

function ratioOf({ beforeMs, afterMs, plan }) {
  return beforeMs === undefined ? plan.before.us / plan.predicted.us : beforeMs / afterMs;
}

export function table(results) {
  const lines = [COLUMNS.map(([title]) => title), COLUMNS.map(() => "---")];
  for (const result of results) lines.push(COLUMNS.map(([, value]) => String(value(result) ?? "-")));
  const mean = Math.exp(
    results.reduce((sum, result) => sum + Math.log(ratioOf(result)), 0) / Math.max(1, results.length),
  );
  return `${lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n")}\ngeometric mean ${mean.toFixed(2)} ×`;
}
