/**
 * Stands for a module's own name where it may have several, or where there may be several of it: its functions then take names from
 * their own globals.
 */
export const OWN_GLOBALS = "globals()";
