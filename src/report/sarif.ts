export interface SarifResult {
  readonly rule: string;
  readonly message: string;
  /** Relative to the base where inside it. */
  readonly file: string | null;
  readonly line: number | null;
}

/**
 * SARIF 2.1.0 (OASIS), as code scanning services read it.
 *
 * @param tool name and version
 * @param base the folder that relative files lie in
 */
export function sarif(tool: string, base: string, found: readonly SarifResult[]): string {
  const rules = [...new Set(found.map(({ rule }) => rule))];
  const [name = "importperf", version = "0"] = tool.split(" ");
  const results = found.map(({ rule, message, file, line }) => {
    const region = line === null ? {} : { region: { startLine: line } };
    const artifactLocation =
      file === null || isAbsolute(file)
        ? { uri: fileUri(file ?? "") }
        : { uri: path(file).replaceAll(":", "%3A"), uriBaseId: "ROOT" };
    return {
      ruleId: rule,
      ruleIndex: rules.indexOf(rule),
      level: "error",
      message: { text: message },
      locations: file === null ? [] : [{ physicalLocation: { artifactLocation, ...region } }],
    };
  });
  const driver = { name, version, rules: rules.map((id) => ({ id, shortDescription: { text: id } })) };
  const originalUriBaseIds = { ROOT: { uri: `${fileUri(base)}/` } };
  const run = { tool: { driver }, originalUriBaseIds, results };
  return `${JSON.stringify({ $schema: SCHEMA, version: "2.1.0", runs: [run] }, null, 2)}\n`;
}

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
