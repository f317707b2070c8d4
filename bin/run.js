#!/usr/bin/env node
// CommonJS on purpose: Node's ES module loader would cost another 6 ms at every start.
require("../dist/main.cjs").start(process.argv.slice(2));
