import type { GraphBuilder } from "../../graph/builder.js";
import { LOAD_FAILED, LOAD_NOT_RUN_LATER, LOAD_PLACED, LOAD_RAN_LATER, LOAD_UNFINISHED } from "../../graph/graph.js";
import type { Warning } from "../../graph/profile.js";
import type { RecordedLoad } from "../../graph/recorded.js";
import type { FieldChecks, Fields } from "./json-fields.js";
import { loadOrder } from "./load-order.js";
import { readRecordedLoad } from "./recorded.js";

/** The loads of a profile, in an order that the graph takes. `module` is a row of the profile's own modules. */
export interface LoadRows {
  module: Int32Array;
  process: Int32Array;
  importer: Int32Array;
  selfUs: Float64Array;
  flags: Uint8Array;
  recorded: Map<number, RecordedLoad>;
}

const MARKS = { failed: LOAD_FAILED, unfinished: LOAD_UNFINISHED, ranLater: LOAD_RAN_LATER, placed: LOAD_PLACED };

export function readLoads(
  fields: Fields,
  modules: number,
  processes: number,
  checks: FieldChecks,
  warnings: Warning[],
): LoadRows {
  checks.enter("");
  const list = checks.list(fields.loads, "loads");
  const rows = emptyRows(list.length);
  const cumulativeUs = new Float64Array(list.length);
  let totalUs = 0;
  for (let load = 0; load < list.length; load++) {
    checks.enter("loads", load);
    const row = checks.fields(list[load], "");
    const process = checks.index(row.process, processes, "process");
    const importer =
      row.importer === null || row.importer === undefined ? -1 : checks.index(row.importer, load, "importer");
    if (importer >= 0 && rows.process[importer] !== process)
      checks.fail("importer", "a load of the same process", importer);
    rows.module[load] = checks.index(row.module, modules, "module");
    rows.process[load] = process;
    rows.importer[load] = importer;
    rows.selfUs[load] = checks.integer(row.selfUs, 0, "selfUs");
    rows.flags[load] = readMarks(row, checks);
    if ((rows.flags[load] ?? 0) & LOAD_UNFINISHED && rows.selfUs[load] !== 0)
      checks.fail("selfUs", "0, as its row is missing", row.selfUs);
    cumulativeUs[load] = checks.integer(row.cumulativeUs, 0, "cumulativeUs");
    totalUs += rows.selfUs[load] ?? 0;
    if (!Number.isSafeInteger(totalUs)) checks.fail("selfUs", "a sum of all self times below 2^53", row.selfUs);
    const recorded = readRecordedLoad(row, checks);
    if (recorded !== null) rows.recorded.set(load, recorded);
  }
  const wrong = wrongSums(rows, cumulativeUs);
  if (wrong > 0) {
    const message = `${wrong} cumulative times of the profile were not the sum of their loads and are summed again`;
    warnings.push({ code: "summed-again", message });
  }
  const order = loadOrder(rows.process, rows.importer);
  if (order === null) return rows;
  warnings.push({
    code: "put-in-order",
    message: "the profile's loads did not stand behind their importers and are put in order",
  });
  return inOrder(rows, order);
}

export function addLoads(builder: GraphBuilder, rows: LoadRows, modules: readonly number[]): void {
  for (let load = 0; load < rows.module.length; load++) {
    const module = modules[rows.module[load] ?? 0] ?? 0;
    const importer = rows.importer[load] ?? -1;
    builder.addLoad(module, rows.process[load] ?? 0, importer, rows.selfUs[load] ?? 0, rows.flags[load] ?? 0);
  }
}

function emptyRows(count: number): LoadRows {
  return {
    module: new Int32Array(count),
    process: new Int32Array(count),
    importer: new Int32Array(count),
    selfUs: new Float64Array(count),
    flags: new Uint8Array(count),
    recorded: new Map(),
  };
}

function readMarks(row: Fields, checks: FieldChecks): number {
  let flags = 0;
  for (const mark of ["failed", "unfinished", "ranLater", "placed"] as const) {
    if (row[mark] !== undefined && checks.flag(row[mark], mark)) flags |= MARKS[mark];
  }
  // The one mark of which "false" says something.
  return row.ranLater === false ? flags | LOAD_NOT_RUN_LATER : flags;
}

/** How many cumulative times are not the load's own time and that of its loads. */
function wrongSums(rows: LoadRows, cumulativeUs: Float64Array): number {
  const sums = rows.selfUs.slice();
  let wrong = 0;
  for (let load = sums.length - 1; load >= 0; load--) {
    const importer = rows.importer[load] ?? -1;
    if (importer >= 0) sums[importer] = (sums[importer] ?? 0) + (sums[load] ?? 0);
    if (sums[load] !== cumulativeUs[load]) wrong++;
  }
  return wrong;
}

/** @param order the present place of each load in the order to take */
function inOrder(rows: LoadRows, order: Int32Array): LoadRows {
  const place = new Int32Array(order.length);
  for (let load = 0; load < order.length; load++) place[order[load] ?? 0] = load;
  const sorted = emptyRows(order.length);
  for (let load = 0; load < order.length; load++) {
    const from = order[load] ?? 0;
    const importer = rows.importer[from] ?? -1;
    sorted.module[load] = rows.module[from] ?? 0;
    sorted.process[load] = rows.process[from] ?? 0;
    sorted.importer[load] = importer < 0 ? -1 : (place[importer] ?? -1);
    sorted.selfUs[load] = rows.selfUs[from] ?? 0;
    sorted.flags[load] = rows.flags[from] ?? 0;
  }
  for (const [load, recorded] of rows.recorded) sorted.recorded.set(place[load] ?? 0, recorded);
  return sorted;
}
