/**
 * What the browser remembers. The conversation's key lies in localStorage so that a closed tab or a
 * phone that restarts loses nothing, for as long as the server keeps the conversation. What is not yet
 * sent lies in sessionStorage: text that nobody has received should not outlive the tab.
 */

import { isLanguage, type Conversation, type Language } from "./types";

const PREFIX = "lavterskel.";
const CONVERSATION = `${PREFIX}conversation`;
const PENDING = `${PREFIX}pending`;
const DRAFT = `${PREFIX}draft`;
const LANGUAGE = `${PREFIX}language`;
const TEXT_SIZE = `${PREFIX}text-size`;
/** The server erases a conversation 24 hours after its last message; an older key opens nothing. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/** One thing that the person has said and that the server has not yet answered. */
export interface Pending {
  client_id: string;
  /** What the person sees in her own bubble. */
  shown: string;
  text?: string;
  choice?: string;
  /** The same in words, for when the server does not know the button. */
  fallback?: string;
  /** Has been moved once from an erased conversation to a new one. */
  retold?: boolean;
}

type Kind = "localStorage" | "sessionStorage";

// Private windows and strict settings throw on access; the chat must work without memory then.
function read(kind: Kind, key: string): string | null {
  try {
    return window[kind].getItem(key);
  } catch {
    return null;
  }
}

function write(kind: Kind, key: string, value: string | null): void {
  try {
    if (value === null) window[kind].removeItem(key);
    else window[kind].setItem(key, value);
  } catch {
    // Nothing to do: the conversation still lives as long as the page does.
  }
}

function parse(raw: string | null): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(raw ?? "null");
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

export function loadConversation(): Conversation | null {
  const raw = read("sessionStorage", CONVERSATION) ?? read("localStorage", CONVERSATION);
  const value = parse(raw);
  if (!value || typeof value.id !== "string" || typeof value.token !== "string") return null;
  if (typeof value.used !== "number" || Date.now() - value.used > KEPT_MS) return null;
  return { id: value.id, token: value.token };
}

export function saveConversation(conversation: Conversation): void {
  const raw = JSON.stringify({ id: conversation.id, token: conversation.token, used: Date.now() });
  write("sessionStorage", CONVERSATION, raw);
  write("localStorage", CONVERSATION, raw);
}

/** Forgets the conversation, but not the chosen language and text size. */
export function forgetConversation(): void {
  for (const kind of ["sessionStorage", "localStorage"] as const) write(kind, CONVERSATION, null);
  write("sessionStorage", PENDING, null);
  write("sessionStorage", DRAFT, null);
}

/** Leaves no trace: used by the quick exit. */
export function forgetEverything(): void {
  forgetConversation();
  for (const key of [LANGUAGE, TEXT_SIZE]) write("localStorage", key, null);
}

export function loadPending(): Pending[] {
  try {
    const value: unknown = JSON.parse(read("sessionStorage", PENDING) ?? "[]");
    return Array.isArray(value) ? (value as Pending[]) : [];
  } catch {
    return [];
  }
}

export function savePending(pending: readonly Pending[]): void {
  write("sessionStorage", PENDING, pending.length ? JSON.stringify(pending) : null);
}

export function loadDraft(): string {
  return read("sessionStorage", DRAFT) ?? "";
}

export function saveDraft(text: string): void {
  write("sessionStorage", DRAFT, text === "" ? null : text);
}

export function loadLanguage(): Language | null {
  const value = read("localStorage", LANGUAGE);
  return isLanguage(value) ? value : null;
}

export function saveLanguage(language: Language): void {
  write("localStorage", LANGUAGE, language);
}

export function loadTextSize(): number {
  return Number(read("localStorage", TEXT_SIZE)) || 0;
}

export function saveTextSize(step: number): void {
  write("localStorage", TEXT_SIZE, step === 0 ? null : String(step));
}
