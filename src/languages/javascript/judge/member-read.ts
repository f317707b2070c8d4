import type { Spot } from "./scopes/scope.js";

/** Whether a use only reads a property of what a name stands for. */
export function isMemberRead({ field, up }: Spot): boolean {
  if (field !== "object" || up === null || !/^(MemberExpression|OptionalMemberExpression)$/.test(up.node.type))
    return false;
  const outer = up.up?.node;
  return !(
    (outer?.type === "AssignmentExpression" && up.field === "left") ||
    outer?.type === "UpdateExpression" ||
    (outer?.type === "UnaryExpression" && outer.operator === "delete")
  );
}
