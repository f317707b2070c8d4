/** For tests: code that uses what was imported, by how people write that. */

/** Each uses `NAME(1)`-like expressions of what was imported, in a function that is called later. */
export const LATER: readonly ((use: string, own: string) => string[])[] = [
  (use, own) => [`function ${own}(n) {`, `  return n + ${use};`, "}"],
  (use, own) => [`const ${own} = (n) => n + ${use};`],
  (use, own) => [`const ${own} = (n) => ({ n, v: ${use} }).v + n;`],
  (use, own) => [`function ${own}(n) {`, "  if (n > 100) {", `    return ${use};`, "  }", `  return ${use} - n;`, "}"],
  (use, own) => [
    `function ${own}(n) {`,
    "  let sum = 0;",
    `  for (let i = 0; i < 3; i++) sum += ${use} + i;`,
    "  return sum + n;",
    "}",
  ],
  (use, own) => [
    `function ${own}(n) {`,
    "  try {",
    `    return ${use} + n;`,
    "  } catch (error) {",
    "    return -1;",
    "  }",
    "}",
  ],
  (use, own) => [
    `function ${own}(n) {`,
    "  switch (n) {",
    "    case 1:",
    `      return ${use};`,
    "    default:",
    "      return 0;",
    "  }",
    "}",
  ],
  (use, own) => [`function ${own}(n, given = ${use}) {`, "  return n + given;", "}"],
  (use, own) => [
    `class Class_${own} {`,
    "  get() {",
    `    return ${use};`,
    "  }",
    "}",
    `function ${own}(n) {`,
    `  return new Class_${own}().get() + n;`,
    "}",
  ],
  (use, own) => [
    `function ${own}(n) {`,
    `  const inner = () => ${use};`,
    "  return [1, 2].map(inner).length + inner() + n;",
    "}",
  ],
  (use, own) => [
    `function ${own}(n) {`,
    `  var late = function () { return ${use}; };`,
    "  if (n) return late() + n;",
    "  return 0;",
    "}",
  ],
  (use, own) => [
    `const ${own} = function (n) {`,
    `  label: for (;;) { if (!(${use} < -1000)) break label; }`,
    "  return n;",
    "};",
  ],
];

/** While the module loads. */
export const AT_LOAD: readonly ((use: string, own: string) => string[])[] = [
  (use, own) => [`const ${own}_value = ${use} * 1;`, `function ${own}(n) {`, `  return ${own}_value + n;`, "}"],
  (use, own) => [
    `const ${own}_list = [1, 2].map((n) => n + ${use});`,
    `function ${own}(n) {`,
    `  return ${own}_list[0] + n;`,
    "}",
  ],
  (use, own) => [`const ${own}_value = (() => ${use})();`, `function ${own}(n) {`, `  return ${own}_value + n;`, "}"],
  (use, own) => [
    `class Class_${own} { static field = ${use}; }`,
    `function ${own}(n) {`,
    `  return Class_${own}.field + n;`,
    "}",
  ],
];
