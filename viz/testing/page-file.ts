import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { BundlesDocument } from "../../src/bundle/document.js";
import { diffGraphs } from "../../src/graph/diff.js";
import type { ImportGraph } from "../../src/graph/graph.js";
import { html as bundlesHtml } from "../../src/report/bundles/html.js";
import type { Comparison } from "../../src/report/diff/format.js";
import { html as diffHtml } from "../../src/report/diff/html.js";
import type { Analysis } from "../../src/report/format.js";
import { html } from "../../src/report/html.js";
import type { PlanReport } from "../../src/report/plan/format.js";
import { html as planHtml } from "../../src/report/plan/html.js";

/** Writes pages for a browser into a folder of their own, removed by `remove`. */
export class PageFiles {
  private readonly folder = mkdtempSync(join(tmpdir(), "importperf-view-"));
  private count = 0;

  /** @returns the page's address */
  write(graph: ImportGraph, more: Partial<Analysis> = {}): string {
    const analysis: Analysis = {
      tool: "importperf 0.1.0",
      inputs: ["import.log"],
      graph,
      runs: 1,
      dialect: null,
      ignored: { lines: 0, first: [] },
      warnings: [],
      ...more,
    };
    return this.save(html.render(analysis, this.options));
  }

  /** The page of two starts. @returns the page's address */
  writeDiff(before: ImportGraph, after: ImportGraph, more: Partial<Comparison> = {}): string {
    const comparison: Comparison = {
      tool: "importperf 0.1.0",
      inputs: ["before.log", "after.log"],
      before,
      after,
      diff: diffGraphs(before, after),
      warnings: [],
      ...more,
    };
    return this.save(diffHtml.render(comparison, this.options));
  }

  /** The page of a plan. @returns the page's address */
  writePlan(report: Pick<PlanReport, "plan" | "ground">): string {
    return this.save(planHtml.render({ ...report, asked: [] }, this.options));
  }

  /** The page of bundles. @returns the page's address */
  writeBundles(document: BundlesDocument): string {
    return this.save(bundlesHtml.render(document, this.options));
  }

  /** Any file beside the pages. @returns its path */
  writeText(name: string, text: string): string {
    const file = join(this.folder, name);
    writeFileSync(file, text);
    return file;
  }

  private readonly options = {
    top: 10,
    width: 80,
    colour: false,
    viewPage: () => readFileSync("dist/viz/page.html", "utf8"),
  };

  private save(pieces: Iterable<string>): string {
    const file = join(this.folder, `page-${this.count++}.html`);
    writeFileSync(file, [...pieces].join(""));
    return pathToFileURL(file).href;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
