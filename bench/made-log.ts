import { closeSync, openSync, writeSync } from "node:fs";

/**
 * Writes an import log of so many rows: packages of packages up to twelve levels deep, every name another one
 * (the hardest case for a reader), the same on every machine.
 */
export function writeMadeLog(file: string, rows: number): void {
  const descriptor = openSync(file, "w");
  let state = 42;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 8) / 0x1000000;
  };
  let made = 0;
  let text = "import time: self [us] | cumulative | imported package\n";
  const load = (depth: number, importer: string): number => {
    const name = importer === "" ? `package${made}` : `${importer.slice(0, 20)}.module${made}`;
    made++;
    let cumulativeUs = 0;
    const loads = depth < 12 ? Math.floor(random() * 3.2) : 0;
    for (let index = 0; index < loads && made < rows; index++) cumulativeUs += load(depth + 1, name);
    const selfUs = Math.floor(random() * 900) + 20;
    cumulativeUs += selfUs;
    text += `import time: ${String(selfUs).padStart(9)} | ${String(cumulativeUs).padStart(10)} | ${"  ".repeat(depth)}${name}\n`;
    if (text.length > 1 << 20) {
      writeSync(descriptor, text);
      text = "";
    }
    return cumulativeUs;
  };
  while (made < rows) load(0, "");
  writeSync(descriptor, text);
  closeSync(descriptor);
}
