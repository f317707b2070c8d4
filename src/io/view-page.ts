import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The built view, with `{{data}}` where its data goes. @param root the package's folder */
export function viewPage(root: string): string {
  return readFileSync(join(root, "dist", "viz", "page.html"), "utf8");
}
