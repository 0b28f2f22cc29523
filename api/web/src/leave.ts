/** The quick exit: nothing stays on the screen, in the browser's memory or behind the back button. */

import { municipality } from "./config";
import { forgetEverything } from "./session";

export function leaveQuickly(): void {
  document.documentElement.hidden = true;
  document.title = "";
  forgetEverything();
  window.location.replace(municipality().exitAddress);
}
