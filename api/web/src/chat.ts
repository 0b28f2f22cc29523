/** The chat alone, at /chat. */

import "./page";
import "./styles/chat.css";
import { Chat } from "./view/chat";
import type { Entry } from "./types";

const ENTRIES: readonly string[] = ["chat", "relative", "book"];

function entryOf(value: string | null): Entry {
  return ENTRIES.includes(value ?? "") ? (value as Entry) : "chat";
}

const root = document.getElementById("chat");
if (root) {
  const entry = entryOf(new URLSearchParams(window.location.search).get("entry"));
  const chat = new Chat(root, { entry });
  void chat.open();
}
