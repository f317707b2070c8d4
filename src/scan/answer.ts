import { UserError } from "../errors.js";
import type { Language } from "../graph/vocabulary.js";
import type { ReportOptions } from "../report/format.js";
import type { GraphFormat, GraphReport } from "../report/graph/format.js";
import { CHECK_FORMATS, CYCLES_FORMATS, GRAPH_FORMATS, WHY_FORMATS } from "../report/graph/formats.js";
import { scan } from "./scan.js";

export type Question =
  | { readonly kind: "graph" | "cycles" | "check" }
  | { readonly kind: "why"; readonly asked: string };

export interface AnswerRequest {
  readonly tool: string;
  readonly packageRoot: string;
  readonly targets: readonly string[];
  readonly module: string | undefined;
  readonly entries: readonly string[];
  readonly python: string | undefined;
  readonly language: Language | undefined;
  /** Undefined: as the question needs it. */
  readonly follow: boolean | undefined;
  readonly external: boolean;
  readonly question: Question;
  readonly format: string;
  readonly options: ReportOptions;
}

export interface Answer {
  readonly pieces: Iterable<string>;
  /** A rule is broken. */
  readonly isFinding: boolean;
}

/** Reads the sources, asks the graph, and writes the answer in a format. @throws UserError */
export async function answer(request: AnswerRequest): Promise<Answer> {
  const { question, format, options } = request;
  const formats: Readonly<Record<string, () => Promise<unknown>>> = FORMATS[question.kind];
  const load = formats[format];
  if (load === undefined) {
    const hint = `it can be written as ${Object.keys(formats).join(", ")}`;
    throw new UserError("usage", `--format ${format} does not fit ${FLAG[question.kind]}`, hint);
  }
  const follow = request.follow ?? (question.kind === "why" || question.kind === "check");
  const { sources, entries, bytes, followed, warnings, folder } = await scan({ ...request, follow });
  const report: GraphReport = {
    tool: request.tool,
    inputs: request.targets,
    sources,
    entries,
    bytes,
    followed,
    warnings,
  };
  const { render } = (await load()) as GraphFormat;
  if (question.kind === "graph") return { pieces: render(report, options), isFinding: false };
  if (question.kind === "check") {
    const { check } = await import("./check.js");
    const checked = await check(report, folder);
    return { pieces: render(checked, options), isFinding: checked.broken.length > 0 };
  }
  const { askCycles, askWhy } = await import("./questions.js");
  const asked = question.kind === "why" ? askWhy(report, question.asked) : askCycles(report);
  return { pieces: render(asked, options), isFinding: false };
}

const FORMATS = { graph: GRAPH_FORMATS, why: WHY_FORMATS, cycles: CYCLES_FORMATS, check: CHECK_FORMATS };
const FLAG = { graph: "a graph", why: "--why", cycles: "--cycles", check: "--check" };
