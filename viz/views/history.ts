import { addressOf, placeOf } from "../model/address.js";
import type { State } from "../state.js";

/** Keeps the address and the back button in step with what is zoomed. */
export function keepHistory(state: State): void {
  let moving = false;
  const read = () => {
    moving = true;
    state.goTo(placeOf(state.model.icicle, location.hash));
    moving = false;
  };
  read();
  state.on(["place"], () => {
    if (!moving) write(addressOf(state.model.icicle, state.place));
  });
  window.addEventListener("popstate", read);
}

/** Some browsers refuse new states to pages from files, or too many in a short time; zooming goes on. */
function write(address: string): void {
  try {
    history.pushState(null, "", address);
  } catch {
    location.hash = address;
  }
}
