/** What gives `require` other ways, or shows what it loaded: an import goes by none of it. */
export const CHANGES_REQUIRE =
  /(?:\brequire\.extensions|\b_extensions)\s*(?:\[[^\]\n]*\]|\.\w+)\s*=(?!=)|\._(?:load|compile|resolveFilename|findPath)\s*=(?!=)|\bmodule\.prototype\.(?:require|load)\s*=(?!=)|\bregisterHooks\b|\bmodule\.register\s*\(|\bimport\s*\{[^}]*\bregister\b[^}]*\}\s*from\s*["'](?:node:)?module["']|\bObject\.\w+\(\s*(?:require\.cache|[\w.]*\._cache)\s*\)|\bin\s+(?:require\.cache|[\w.]*\._cache)\b/i;
