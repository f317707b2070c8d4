// An independent answer to what a JavaScript or TypeScript source imports, by Babel's parser and its scopes
// (@babel/traverse): the truth that src/languages/javascript/scan is compared with. Shares no code with it.
import { parse } from "@babel/parser";
import babelTraverse from "@babel/traverse";

const traverse = babelTraverse.default ?? babelTraverse;
const COMMON = [
  "decorators-legacy",
  "decoratorAutoAccessors",
  "deferredImportEvaluation",
  "explicitResourceManagement",
  "sourcePhaseImports",
];
const HELPERS =
  /^(__importStar|__importDefault|__exportStar|__export|__toESM|__toCommonJS|__reExport|_interopRequireDefault|_interopRequireWildcard|_interop_require_default|_interop_require_wildcard|_interopDefault|_interopDefaultLegacy|_interopDefaultCompat|_interopNamespace|_interopNamespaceDefault|_interopNamespaceCompat|_export_star)$/;

/** @throws SyntaxError where Babel takes the text for none of what it can be */
function tree(text, file) {
  const typed = /\.[cm]?tsx?$/.test(file);
  const jsx = typed ? (/x$/.test(file) ? ["jsx"] : []) : ["jsx"];
  const dts = /\.d\.([^.]+\.)?[cm]?ts$/.test(file);
  const flow = /@flow\b/.test(text.slice(0, 2000)) && !/@noflow/.test(text.slice(0, 2000));
  const types = typed ? [["typescript", { dts }]] : flow ? [["flow", { all: true }]] : [];
  return parse(text, {
    sourceType: "unambiguous",
    createParenthesizedExpressions: true,
    allowReturnOutsideFunction: true,
    allowSuperOutsideMethod: true,
    allowUndeclaredExports: true,
    allowAwaitOutsideFunction: true,
    allowNewTargetOutsideFunction: true,
    errorRecovery: false,
    plugins: [...types, ...jsx, ...COMMON],
  });
}

/**
 * The imports of a source, as plain objects in the order of the text, in the shape of `ScannedImport` and
 * `UnresolvedImport` (specifier null).
 */
export function trueImports(text, file) {
  const ast = tree(text, file);
  const found = [];
  const typed = /\.[cm]?tsx?$/.test(file);
  const declarationFile = /\.d\.([^.]+\.)?[cm]?ts$/.test(file);
  const uses = typed && !declarationFile ? valueUses(ast) : null;
  const keeps = uses !== null && (uses.decorators || /@jsx\b/.test(text));
  const add = (path, node, rest) => {
    found.push({ ...describe(path, node, text, declarationFile), ...rest });
  };

  traverse(ast, {
    ImportDeclaration(path) {
      const { node } = path;
      const names = node.specifiers.map((one) => ({
        type: one.importKind === "type" || one.importKind === "typeof",
        imported:
          one.type === "ImportDefaultSpecifier"
            ? "default"
            : one.type === "ImportNamespaceSpecifier"
              ? "*"
              : text1(one.imported),
        local: one.local.name,
      }));
      const kind = node.phase === "defer" ? "import defer" : node.phase === "source" ? "import source" : "import";
      add(path, node, { kind, specifier: node.source.value, ...statement(names, node.importKind) });
    },
    ExportNamedDeclaration(path) {
      const { node } = path;
      if (!node.source) return;
      const names = node.specifiers.map((one) => ({
        type: one.exportKind === "type",
        imported: one.type === "ExportNamespaceSpecifier" ? "*" : text1(one.local),
        local: text1(one.exported),
      }));
      add(path, node, {
        kind: "export-from",
        specifier: node.source.value,
        reexported: true,
        ...statement(names, node.exportKind),
      });
    },
    ExportAllDeclaration(path) {
      const { node } = path;
      const rest = statement([{ imported: "*", local: null }], node.exportKind);
      add(path, node, { kind: "export-from", specifier: node.source.value, reexported: true, ...rest });
    },
    TSImportEqualsDeclaration(path) {
      const { node } = path;
      if (node.moduleReference.type !== "TSExternalModuleReference") return;
      const rest = statement([{ imported: "*", local: node.id.name }], node.importKind);
      add(path, node, {
        kind: "import-equals",
        specifier: node.moduleReference.expression.value,
        reexported: node.isExport === true,
        ...rest,
      });
    },
    TSImportType(path) {
      const { node } = path;
      const first = node.qualifier
        ? text.slice(node.qualifier.start, node.qualifier.end).match(/^[\p{ID_Continue}$]+/u)[0]
        : "*";
      const specifier = node.argument.value ?? node.argument.literal.value;
      add(path, node, {
        kind: "import()",
        specifier,
        names: [{ imported: first, local: null }],
        typeOnly: "type-query",
      });
    },
    CallExpression: call,
    OptionalCallExpression: call,
    NewExpression(path) {
      if (through(path.node.callee)?.type === "Identifier" && path.node.callee.type === "Identifier") call(path);
    },
    ImportExpression(path) {
      add(path, path.node, { kind: "import()", ...specifier(path.node.source), ...used(path, "import()", text) });
    },
  });

  function call(path) {
    const { node } = path;
    const constructs = node.type === "NewExpression";
    const callee = through(node.callee);
    const argument = specifier(node.arguments[0]);
    if (callee.type === "Import") {
      add(path, node, { kind: "import()", ...argument, ...used(path, "import()", text) });
      return;
    }
    const member = /^(Optional)?MemberExpression$/.test(callee.type) && !callee.computed ? callee.property.name : null;
    const object = member === null ? null : through(callee.object);
    if (member === "resolve" && object.type === "MetaProperty") {
      add(path, node, { kind: "import.meta.resolve", ...argument, names: WHOLE });
      return;
    }
    const isModuleRequire = (one) =>
      one?.type === "MemberExpression" &&
      !one.computed &&
      one.property.name === "require" &&
      through(one.object).name === "module";
    let name = null;
    if (callee.type === "Identifier") name = callee.name;
    else if (member === "resolve" && object.type === "Identifier") name = object.name;
    const resolves = member === "resolve" && (object.type === "Identifier" || isModuleRequire(object));
    const created = madeByCreateRequire(callee, text);
    let base = null;
    if (created !== null) base = created.base;
    else if (name === null) {
      if (!isModuleRequire(callee) && !resolves) return;
    } else {
      const binding = path.scope.getBinding(name);
      if (binding === undefined ? name !== "require" : !handsRequire(binding, text)) {
        const maker = binding && makerOf(binding, text);
        if (!maker) return;
        base = maker.base;
      }
    }
    const kind = resolves && created === null ? "require.resolve" : "require";
    const place = constructs ? node.callee : node;
    const names = kind === "require" && !constructs ? used(path, kind, text) : { names: WHOLE };
    add(path, place, { kind, end: node.end, base, ...argument, ...names });
  }

  return found
    .map(({ end, ...one }) => {
      const at = one.offset;
      let { typeOnly } = one;
      if (one.declared) typeOnly = "declaration";
      else if (typeOnly === "all-names-types" && keeps) typeOnly = null;
      else if (
        typeOnly === null &&
        uses !== null &&
        !keeps &&
        (one.kind === "import" || one.kind === "import-equals")
      ) {
        const gone = one.names.length > 0 && one.names.every(({ local }) => local !== null && !uses.names.has(local));
        if (gone && !(one.kind === "import-equals" && one.reexported)) typeOnly = "unused-as-value";
      }
      const dynamic = one.specifier === null || one.kind === "import()";
      const manner = [
        one.conditions.length > 0 && "conditional",
        one.guarded && "guarded",
        dynamic && "dynamic",
      ].filter(Boolean);
      const { guarded: _g, declared: _d, ...rest } = one;
      return { ...rest, offset: at, typeOnly, when: typeOnly === null ? one.when : "type-only", manner };
    })
    .sort((a, b) => a.offset - b.offset);
}

const WHOLE = [{ imported: "*", local: null }];
const text1 = (node) => node.name ?? node.value;
const isWrapper = (node) =>
  /^(ParenthesizedExpression|TSAsExpression|TSSatisfiesExpression|TSTypeAssertion|TSNonNullExpression|TypeCastExpression)$/.test(
    node?.type,
  );

/** What parentheses, types and all but the last of a sequence stand around. */
function through(node) {
  if (isWrapper(node)) return through(node.expression);
  return node?.type === "SequenceExpression" ? through(node.expressions.at(-1)) : node;
}

function statement(all, kind) {
  const values = all.filter(({ type }) => !type);
  const names = (values.length > 0 ? values : all).map(({ imported, local }) => ({ imported, local }));
  if (kind === "type" || kind === "typeof") return { names, typeOnly: "written" };
  return { names, typeOnly: all.length > 0 && values.length === 0 ? "all-names-types" : null };
}

function specifier(node) {
  const unknown = { specifier: null, prefix: null };
  if (!node) return { ...unknown, reason: "no argument" };
  switch (node.type) {
    case "StringLiteral":
      return { specifier: node.value };
    case "SpreadElement":
      return { ...unknown, reason: "spread" };
    case "TemplateLiteral": {
      const head = node.quasis[0].value.cooked;
      return node.expressions.length === 0
        ? { specifier: head }
        : { ...unknown, prefix: head || null, reason: "template" };
    }
    case "BinaryExpression": {
      let left = node;
      while (left.type === "BinaryExpression" && left.operator === "+") left = left.left;
      if (left.type === "StringLiteral") return { ...unknown, prefix: left.value, reason: "concatenation" };
    }
  }
  return { ...unknown, reason: "computed" };
}

/** Where an import stands: all that its ancestors say. */
function describe(path, node, text, declarationFile) {
  const names = [];
  const conditions = [];
  let when = "eager";
  let guarded = false;
  let declared = declarationFile;
  const flat = (start, end, length = 120) => {
    const one = text
      .slice(start, end)
      .slice(0, length * 4)
      .replace(/\s+/g, " ")
      .trim();
    return one.length > length ? `${one.slice(0, length - 1)}…` : one;
  };
  const of = (one) => flat(one.start, one.end);
  const condition = (is) => {
    if (when === "eager") conditions.push(is);
  };
  for (let at = path; at.parentPath; at = at.parentPath) {
    const { parent, key, listKey } = at;
    const side = listKey ?? key;
    if (at.node.declare === true) declared = true;
    if (parent.type === "IfStatement" || parent.type === "ConditionalExpression") {
      if (side === "consequent") condition(of(parent.test));
      else if (side === "alternate") condition(`!(${of(parent.test)})`);
    } else if (parent.type === "LogicalExpression" || parent.type === "AssignmentExpression") {
      const { operator } = parent;
      if (side === "right" && operator.startsWith("&&")) condition(of(parent.left));
      else if (side === "right" && operator.startsWith("||")) condition(`!(${of(parent.left)})`);
      else if (side === "right" && operator.startsWith("??")) condition(`(${of(parent.left)}) == null`);
    } else if (parent.type === "SwitchCase" && side === "consequent") {
      const { discriminant } = at.parentPath.parent;
      condition(parent.test ? `${of(discriminant)} === ${of(parent.test)}` : `${of(discriminant)}: default`);
    } else if (parent.type === "TryStatement" && parent.handler) {
      if (side === "block" && when === "eager") guarded = true;
      else if (side === "handler") condition("catch");
    } else if (isFunction(parent) && side !== "key" && side !== "decorators") {
      names.push(functionName(at.parentPath));
      if (!runsAtOnce(at.parentPath, text)) when = "deferred";
    } else if (/^Class(Declaration|Expression)$/.test(parent.type) && side !== "decorators") {
      names.push(parent.id?.name ?? given(at.parentPath) ?? "<anonymous>");
    } else if (/^Class(Private|Accessor)?Property$/.test(parent.type) && side === "value" && !parent.static)
      when = "deferred";
    else if (parent.type === "TSModuleDeclaration" && side === "body") {
      if (parent.id.type === "StringLiteral" || parent.kind === "global" || parent.global) declared = true;
      else names.push(text.slice(parent.id.start, parent.id.end));
    }
  }
  const { line, column } = node.loc.start;
  return {
    kind: "",
    line,
    column: column + 1,
    offset: node.start,
    names: [],
    when,
    typeOnly: null,
    guarded,
    declared,
    conditions: conditions.reverse(),
    scope: names.length === 0 ? null : names.reverse().join("."),
    helper: null,
    reexported: false,
    base: null,
  };
}

const isFunction = (node) =>
  /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression|ObjectMethod|ClassMethod|ClassPrivateMethod|TSDeclareFunction|TSDeclareMethod)$/.test(
    node.type,
  );

function key(node, computed) {
  if (computed) return "<computed>";
  if (node.type === "PrivateName") return `#${node.id.name}`;
  if (/^(Numeric|BigInt)Literal$/.test(node.type)) return node.extra.raw;
  return node.name ?? node.value;
}

function functionName(path) {
  const { node } = path;
  if (node.key) return key(node.key, node.computed);
  return node.id?.name ?? given(path) ?? "<anonymous>";
}

/** The nearest ancestor that is no wrapper, with the wrapped path below it. */
function user(path) {
  let at = path;
  while (isWrapper(at.parent)) at = at.parentPath;
  return { value: at.node, parent: at.parent, parentPath: at.parentPath };
}

/** The name that a function or class expression gets from where it stands. */
function given(path) {
  const { value, parent } = user(path);
  if (parent.type === "VariableDeclarator" && parent.init === value) return parent.id.name ?? null;
  if (parent.type === "AssignmentPattern" && parent.right === value) return parent.left.name ?? null;
  if (parent.type === "ObjectProperty" && parent.value === value) return key(parent.key, parent.computed);
  if (/^Class(Private|Accessor)?Property$/.test(parent.type) && parent.value === value)
    return key(parent.key, parent.computed);
  if (parent.type !== "AssignmentExpression" || parent.operator !== "=" || parent.right !== value) return null;
  if (parent.left.type === "Identifier") return parent.left.name;
  return parent.left.type === "MemberExpression" && !parent.left.computed ? key(parent.left.property, false) : null;
}

/** Whether a function is called where it stands, or is a UMD factory that is. */
function runsAtOnce(path, text) {
  if (path.node.generator) return false;
  const { value, parent, parentPath } = user(path);
  if (/^(Optional)?CallExpression$|^NewExpression$/.test(parent.type) && parent.callee === value) return true;
  if (/^(Optional)?MemberExpression$/.test(parent.type) && parent.object === value && !parent.computed) {
    const outer = parentPath.parent;
    return /^(call|apply)$/.test(parent.property.name) && /CallExpression$/.test(outer.type) && outer.callee === parent;
  }
  return isFactory(path, text);
}

/** A function whose first parameter is `require`, handed to one that is called at once and calls it with `require`. */
function isFactory(path, text) {
  if (path.node.params[0]?.name !== "require") return false;
  const { value, parent } = user(path);
  if (parent.type !== "CallExpression") return false;
  const receiver = through(parent.callee);
  if (!isFunction(receiver) || receiver.generator) return false;
  const name = receiver.params[parent.arguments.indexOf(value)]?.name;
  if (!name) return false;
  return new RegExp(`(?<![\\w$.])${name.replaceAll("$", "\\$")}\\(require\\b`).test(
    text.slice(receiver.body.start, receiver.body.end),
  );
}

/** Whether a parameter named `require` is given the real one. */
function handsRequire(binding, text) {
  return (
    binding.kind === "param" &&
    binding.identifier.name === "require" &&
    isFunction(binding.scope.path.node) &&
    isFactory(binding.scope.path, text)
  );
}

function madeByCreateRequire(node, text) {
  const call = through(node);
  if (call?.type !== "CallExpression") return null;
  const callee = through(call.callee);
  const name =
    callee.type === "Identifier"
      ? callee.name
      : /MemberExpression$/.test(callee.type) && !callee.computed
        ? callee.property.name
        : null;
  if (name !== "createRequire") return null;
  const [first] = call.arguments;
  const base = first ? text.slice(first.start, call.end - 1).trim() : "";
  return { base: /^(import\s*\.\s*meta\s*\.\s*(url|filename)|__filename)$/.test(base) ? null : base };
}

function makerOf(binding, text) {
  const places = [binding.path.node, ...binding.constantViolations.map(({ node }) => node)];
  for (const place of places.reverse()) {
    if (place.type === "VariableDeclarator" && place.id.type === "Identifier" && place.init) {
      const made = madeByCreateRequire(place.init, text);
      if (made) return made;
    } else if (place.type === "AssignmentExpression" && place.operator === "=") {
      const made = madeByCreateRequire(place.right, text);
      if (made) return made;
    }
  }
  return null;
}

/** What becomes of a call's value. */
function used(path, kind, text) {
  const result = { names: WHOLE, helper: null, reexported: false };
  let at = path;
  let awaited = kind !== "import()";
  let member = null;
  for (; at.parentPath; at = at.parentPath) {
    const { parent } = at;
    if (isWrapper(parent)) continue;
    if (parent.type === "AwaitExpression") awaited = true;
    else if (
      /^(Optional)?MemberExpression$/.test(parent.type) &&
      at.key === "object" &&
      !parent.computed &&
      member === null &&
      awaited
    ) {
      member = key(parent.property, false);
    } else if (parent.type === "CallExpression" && at.listKey === "arguments") {
      const callee = through(parent.callee);
      const name =
        callee.type === "Identifier"
          ? callee.name
          : /MemberExpression$/.test(callee.type) && !callee.computed
            ? callee.property.name
            : "";
      if (!HELPERS.test(name)) break;
      result.helper ??= name;
    } else break;
  }
  if (member !== null) result.names = [{ imported: member, local: null }];
  if (/^(__exportStar|__export|__reExport|_export_star)$/.test(result.helper ?? "")) result.reexported = true;
  const { parent, key: side } = at;
  const local = (name) => [{ imported: member ?? "*", local: name }];
  if (parent.type === "ExpressionStatement" && member === null && result.helper === null) result.names = [];
  else if (parent.type === "VariableDeclarator" && side === "init" && awaited) {
    if (parent.id.type === "Identifier") result.names = local(parent.id.name);
    else if (parent.id.type === "ObjectPattern" && member === null) result.names = parent.id.properties.map(taken);
  } else if (parent.type === "AssignmentPattern" && side === "right" && parent.left.type === "Identifier" && awaited) {
    result.names = local(parent.left.name);
  } else if (parent.type === "AssignmentExpression" && parent.operator === "=" && side === "right") {
    if (parent.left.type === "Identifier" && awaited) result.names = local(parent.left.name);
    const target = text.slice(parent.left.start, parent.left.end);
    if (kind === "require" && /^(module\s*\.\s*)?exports(\s*\.\s*[\p{ID_Continue}$]+)*$/u.test(target))
      result.reexported = true;
  }
  return result;
}

function taken(property) {
  if (property.type === "RestElement") return { imported: "*", local: property.argument.name };
  const target = property.value.type === "AssignmentPattern" ? property.value.left : property.value;
  return { imported: property.computed ? "*" : key(property.key, false), local: target.name ?? null };
}

/** Names that stand in expressions, whatever they mean there. */
function valueUses(ast) {
  const names = new Set();
  let decorators = false;
  let jsx = false;
  traverse(ast, {
    noScope: true,
    enter(path) {
      const { node, parent, key: side, listKey } = path;
      if (node.type === "Decorator") decorators = true;
      else if (node.type === "JSXElement" || node.type === "JSXFragment") jsx = true;
      else if (
        /^(ImportDeclaration|TSTypeAnnotation|TSTypeParameterInstantiation|TSTypeParameterDeclaration|TSInterfaceDeclaration|TSTypeAliasDeclaration|TSClassImplements|TSExpressionWithTypeArguments|TSInterfaceHeritage)$/.test(
          node.type,
        )
      )
        path.skip();
      else if (side === "typeAnnotation" && /^TS/.test(node.type)) path.skip();
      else if (node.type === "JSXIdentifier") {
        if (parent.type === "JSXOpeningElement" || parent.type === "JSXClosingElement" || side === "object")
          names.add(node.name);
      } else if (node.type === "Identifier" && isUse(path, parent, side, listKey)) names.add(node.name);
    },
  });
  if (jsx) names.add("React");
  return { names, decorators };
}

function isUse(path, parent, side, listKey) {
  switch (parent.type) {
    case "MemberExpression":
    case "OptionalMemberExpression":
      return side === "object" || parent.computed;
    case "ObjectProperty":
      if (side === "key" && !parent.computed) return false;
      break;
    case "MetaProperty":
    case "PrivateName":
    case "BreakStatement":
    case "ContinueStatement":
    case "ImportSpecifier":
    case "ImportDefaultSpecifier":
    case "ImportNamespaceSpecifier":
    case "TSModuleDeclaration":
    case "TSNamespaceExportDeclaration":
    case "TSParameterProperty":
      return false;
    case "TSQualifiedName":
      return path.findParent(({ node }) => node.type === "TSImportEqualsDeclaration") !== null && side === "left";
    case "TSImportEqualsDeclaration":
      return side === "moduleReference" || (side === "id" && parent.isExport === true);
    case "TSEnumMember":
      return side === "initializer";
    case "TSEnumDeclaration":
      return false;
    case "ExportSpecifier":
      return (
        side === "local" &&
        parent.exportKind !== "type" &&
        !path.parentPath.parent.source &&
        path.parentPath.parent.exportKind !== "type"
      );
    case "ExportNamespaceSpecifier":
      return false;
  }
  if (/^(Function|Class|TSDeclareFunction)/.test(parent.type) && side === "id") return false;
  if (
    /^(Class|Object)\w*(Method|Property)$|^TSDeclareMethod$|^ClassAccessorProperty$/.test(parent.type) &&
    side === "key"
  )
    return parent.computed === true;
  return !binds(path, listKey);
}

/** Whether a name stands in a pattern that binds it. */
function binds(path) {
  for (let at = path; at.parentPath; at = at.parentPath) {
    const { parent, key: side, listKey } = at;
    if (parent.type === "VariableDeclarator" || parent.type === "CatchClause") return side === "id" || side === "param";
    if (isFunction(parent)) return listKey === "params";
    if (parent.type === "AssignmentPattern" && side === "right") return false;
    if (parent.type === "ObjectProperty" && side === "key") return false;
    if (
      !/^(ObjectPattern|ArrayPattern|RestElement|AssignmentPattern|ObjectProperty|TSParameterProperty)$/.test(
        parent.type,
      )
    )
      return false;
  }
  return false;
}
