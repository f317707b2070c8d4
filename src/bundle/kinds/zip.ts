import { laidOut } from "./laid-out.js";

export const zip = laidOut("zip");
