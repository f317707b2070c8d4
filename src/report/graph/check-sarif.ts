import { brokenPlace } from "./check-places.js";
import type { CheckReport, GraphFormat } from "./format.js";

/** SARIF 2.1.0 (OASIS), as code scanning services read it. */
export const checkSarif: GraphFormat<CheckReport> = {
  *render(report) {
    const { broken, base, tool } = report;
    const rules = [...new Set(broken.map(({ rule }) => rule))];
    const [name = "importperf", version = "0"] = tool.split(" ");
    const results = broken.map((each) => {
      const { file, line, message } = brokenPlace(report, each);
      const region = line === null ? {} : { region: { startLine: line } };
      const artifactLocation =
        file === null || isAbsolute(file)
          ? { uri: fileUri(file ?? "") }
          : { uri: path(file).replaceAll(":", "%3A"), uriBaseId: "ROOT" };
      return {
        ruleId: each.rule,
        ruleIndex: rules.indexOf(each.rule),
        level: "error",
        message: { text: message },
        locations: file === null ? [] : [{ physicalLocation: { artifactLocation, ...region } }],
      };
    });
    const driver = { name, version, rules: rules.map((id) => ({ id, shortDescription: { text: id } })) };
    const originalUriBaseIds = { ROOT: { uri: `${fileUri(base)}/` } };
    const run = { tool: { driver }, originalUriBaseIds, results };
    yield `${JSON.stringify({ $schema: SCHEMA, version: "2.1.0", runs: [run] }, null, 2)}\n`;
  },
};

function isAbsolute(file: string): boolean {
  return /^(?:\/|[A-Za-z]:\/)/.test(file);
}

function fileUri(file: string): string {
  return `file://${file.startsWith("/") ? "" : "/"}${path(file)}`.replace(/\/+$/, "");
}

function path(file: string): string {
  return encodeURI(file).replace(/[?#]/g, encodeURIComponent);
}

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
