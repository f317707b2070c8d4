"use strict";
// Where a module's syntax tree (ESTree) loads what is known only when it runs.

/**
 * @returns offsets of `require` where it is called, or asked for a path, with a name that is computed; and whether there is any such
 *   place, those included where `require` is handed on
 */
function computedLoads(program) {
  const calls = [];
  let isUnsure = false;
  let isOwnRequire = true;
  const open = [{ node: program, parent: null, key: "" }];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const { node, parent, key } = at;
    for (const [name, value] of Object.entries(node)) {
      for (const below of Array.isArray(value) ? value : [value]) {
        if (typeof below?.type === "string") open.push({ node: below, parent: node, key: name });
      }
    }
    if (node.type !== "Identifier" || node.name !== "require") continue;
    switch (useOf(node, parent, key)) {
      case "declared":
        isOwnRequire = false;
        break;
      case "computed":
        calls.push(node.start);
        isUnsure = true;
        break;
      case "handed on":
        isUnsure = true;
    }
  }
  return { calls: isOwnRequire ? calls : [], isUnsure };
}

function useOf(node, parent, key) {
  switch (parent?.type) {
    case "CallExpression":
      return key !== "callee" ? "handed on" : parent.arguments[0]?.type === "Literal" ? "plain" : "computed";
    case "MemberExpression":
      if (key === "property" && !parent.computed) return "plain";
      return parent.property.name === "resolve" ? "computed" : "plain";
    case "UnaryExpression":
      return "plain";
    case "Property":
      return key === "key" && !parent.computed && parent.value !== node ? "plain" : "handed on";
    case "VariableDeclarator":
      return key === "id" ? "declared" : "handed on";
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      return "declared";
    default:
      return "handed on";
  }
}

module.exports = { computedLoads };
