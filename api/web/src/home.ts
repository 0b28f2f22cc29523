/**
 * The municipality's own page. Its buttons are ordinary links to /chat, and work as such when this
 * file never arrives; with it the chat opens on top of the page.
 */

import "./page";
import { h } from "./dom";
import { loadConversation } from "./session";
import { hideDialog, showDialog } from "./view/dialog";
import type { Entry } from "./types";

const links = document.querySelectorAll<HTMLAnchorElement>("a[data-entry]");
const dialog = h("dialog", { class: "chat-dialog", "aria-label": "Snakk med oss" });
const root = h("div", {});
let opened = false;

async function open(entry: Entry): Promise<void> {
  const [{ Chat }] = await Promise.all([import("./view/chat"), import("./styles/chat.css")]);
  showDialog(dialog);
  if (opened) return;
  opened = true;
  await new Chat(root, { entry, close: () => hideDialog(dialog) }).open();
}

dialog.append(root);
document.body.append(dialog);

for (const link of links) {
  link.addEventListener("click", (event) => {
    // With a modifier key the person asks for a new tab, and shall have it.
    if (event.metaKey || event.ctrlKey || event.shiftKey || typeof dialog.showModal !== "function") return;
    event.preventDefault();
    open(link.dataset.entry as Entry).catch(() => window.location.assign(link.href));
  });
}

const main = document.querySelector<HTMLElement>("[data-resume]");
if (main && loadConversation()) main.hidden = false;
