import { setFlagsFromString } from "node:v8";

/**
 * Has V8 run code longer before it compiles it for speed. Node 20's does so early, several times for the same function, and
 * that takes longer than what is won over a few thousand files. Later versions compile in smaller steps, and know no such flag.
 */
export function compileLater(): void {
  if (process.versions.v8.startsWith("11.")) setFlagsFromString("--interrupt-budget=600000");
}
