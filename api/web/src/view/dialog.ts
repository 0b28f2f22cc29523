/** Questions in the browser's own dialog: it holds the focus, closes on Escape and gives it back. */

import { button, h, type Child } from "../dom";

export interface Question {
  title: string;
  body: Child[];
  yes: string;
  no: string;
}

export function showDialog(dialog: HTMLDialogElement): void {
  if (typeof dialog.showModal === "function") dialog.showModal();
  else dialog.setAttribute("open", "");
}

export function hideDialog(dialog: HTMLDialogElement): void {
  if (typeof dialog.close === "function") dialog.close();
  else {
    dialog.removeAttribute("open");
    dialog.dispatchEvent(new Event("close"));
  }
}

/** Resolves to true only when the person has pressed the button that says so. */
export function ask(question: Question): Promise<boolean> {
  const title = h("h2", { class: "ds-heading", id: "question-title" }, question.title);
  const dialog = h("dialog", { class: "ds-dialog question", "aria-labelledby": "question-title" }, title, ...question.body);
  let answer = false;
  const yes = button(question.yes, () => {
    answer = true;
    hideDialog(dialog);
  });
  // The safe answer has the focus: a trembling hand that presses Enter twice loses nothing.
  const no = button(question.no, () => hideDialog(dialog), { "data-variant": "secondary", autofocus: true });
  dialog.append(h("div", { class: "buttons" }, yes, no));
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    showDialog(dialog);
    no.focus();
  });
}
