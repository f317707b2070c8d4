import type { Node } from "../../scan/full/node.js";

/** A function with parameters and a body of its own. */
const FUNCTION =
  /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression|ObjectMethod|ClassMethod|ClassPrivateMethod)$/;
export const isFunction = (node: Node): boolean => FUNCTION.test(node.type);

/** A field of a class, whose value is made anew for each instance, or once where it is static. */
const FIELD = /^(ClassProperty|ClassPrivateProperty|ClassAccessorProperty)$/;
export const isField = (node: Node): boolean => FIELD.test(node.type);

const LOOP = /^(ForStatement|ForInStatement|ForOfStatement|WhileStatement|DoWhileStatement)$/;
export const isLoop = (node: Node): boolean => LOOP.test(node.type);

export const isClass = (node: Node): boolean => node.type === "ClassDeclaration" || node.type === "ClassExpression";

const LIST = /^(Program|BlockStatement|StaticBlock|TSModuleBlock)$/;
/** Whether statements stand in its `body`, one behind the other. */
export const isBlock = (node: Node): boolean => LIST.test(node.type);

/** Of TypeScript and Flow: nodes in which names are no values, and declarations without any. */
const TYPE =
  /^(TS(?!As|Satisfies|TypeAssertion|NonNull|Enum|Module|Export|Import|Parameter|Instantiation)|TypeAnnotation$|TypeAlias|OpaqueType|InterfaceDeclaration|Declare|TypeParameter|InterfaceExtends)/;
export const isType = (node: Node): boolean => TYPE.test(node.type);

/** Fields of a key that is a name, not a value, unless it is computed. */
const KEYED =
  /^(ObjectProperty|ObjectMethod|ClassMethod|ClassProperty|ClassAccessorProperty|MemberExpression|OptionalMemberExpression|TSEnumMember)$/;
export const keyField = (node: Node): string | null =>
  !KEYED.test(node.type) || node.computed === true
    ? null
    : node.type.endsWith("MemberExpression")
      ? "property"
      : node.type === "TSEnumMember"
        ? "id"
        : "key";
