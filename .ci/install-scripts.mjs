// Dependencies must install without running anything: npm warns of install scripts, and many users forbid them.
// What is for other systems alone (fsevents) is optional and not installed here.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
const isElsewhere = ({ optional, os = [] }) => optional === true && os.length > 0 && !os.includes("linux");
const running = Object.entries(packages).filter(
  ([path, about]) => path !== "" && about.hasInstallScript === true && !isElsewhere(about),
);
for (const [path, { version }] of running) console.error(`${path} ${version} has an install script`);
process.exitCode = running.length > 0 ? 1 : 0;
