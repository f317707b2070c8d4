import { UserError } from "../errors.js";
import type { Language } from "../graph/vocabulary.js";
import { fileSizes } from "../io/file-sizes.js";
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
}

/** The answer to a question, in as many formats as are asked for: the sources are read once. */
export class Answer {
  private report: Promise<GraphReport> | null = null;
  private broken = false;

  constructor(private readonly request: AnswerRequest) {}

  /** Whether a rule was found broken. */
  get isFinding(): boolean {
    return this.broken;
  }

  /** @throws UserError before anything is read where the format does not fit the question */
  async render(format: string, options: ReportOptions): Promise<Iterable<string>> {
    const { kind } = this.request.question;
    const formats: Readonly<Record<string, () => Promise<unknown>>> = FORMATS[kind];
    const load = formats[format];
    if (load === undefined) {
      const hint = `it can be written as ${Object.keys(formats).join(", ")}`;
      throw new UserError("usage", `--format ${format} does not fit ${FLAG[kind]}`, hint);
    }
    this.report ??= this.answered();
    const report = await this.report;
    const { render } = (await load()) as GraphFormat;
    return render(format === "html" ? withSizes(report) : report, options);
  }

  private async answered(): Promise<GraphReport> {
    const { request } = this;
    const { question, targets, module } = request;
    const follow = request.follow ?? (question.kind === "why" || question.kind === "check");
    const { folder, sources, entries, bytes, followed, warnings } = await scan({ ...request, follow });
    const inputs = module === undefined ? targets : [...targets, module];
    const report: GraphReport = { tool: request.tool, inputs, sources, entries, bytes, followed, warnings };
    if (question.kind === "graph") return report;
    if (question.kind === "check") {
      const { check } = await import("./check.js");
      const checked = await check(report, folder);
      this.broken = checked.broken.length > 0;
      return checked;
    }
    const { askCycles, askWhy } = await import("./questions.js");
    return question.kind === "why" ? askWhy(report, question.asked) : askCycles(report);
  }
}

/** A picture is wide by bytes: those of files that were not read are looked up. */
function withSizes(report: GraphReport): GraphReport {
  const { modules, root } = report.sources.graph;
  const sizes = fileSizes(
    (modules.file ?? []).map((file, module) => (report.bytes[module] == null ? file : null)),
    root ?? ".",
  );
  const bytes = report.bytes.map(
    (size, module) => size ?? ((sizes[module] ?? -1) < 0 ? null : (sizes[module] ?? null)),
  );
  return { ...report, bytes };
}

const FORMATS = { graph: GRAPH_FORMATS, why: WHY_FORMATS, cycles: CYCLES_FORMATS, check: CHECK_FORMATS };
const FLAG = { graph: "a graph", why: "--why", cycles: "--cycles", check: "--check" };
