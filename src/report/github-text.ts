/** A workflow command of GitHub Actions that shows a text at a line of the pull request; without a file, in the log alone. */
export function githubNote(
  level: "error" | "warning" | "notice",
  message: string,
  file: string | null,
  line: number | null,
  title = "",
): string {
  const given: readonly (readonly [string, string | null])[] = [
    ["file", file],
    ["line", file === null || line === null ? null : String(line)],
    ["title", title === "" ? null : title],
  ];
  const properties = given.flatMap(([name, value]) => (value === null ? [] : [`${name}=${property(value)}`])).join(",");
  return `::${level}${properties === "" ? "" : ` ${properties}`}::${data(message)}\n`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
