/** Speaks HTTP with the server. Never logs: an address or a body here may be somebody's worst night. */

import type { Booking, Conversation, Entry, Language, Message, Offering, Problem, Slot } from "./types";
import type { Pending } from "./session";

/** Longer than the server's own promise (3 s), shorter than anybody's patience. */
const TIMEOUT_MS = 15_000;

/** The server could not be reached or is not well; the same request may be tried again. */
export class Unreachable extends Error {
  constructor(readonly retryAfterMs: number | null = null) {
    super("unreachable");
  }
}

/** The server has understood and said no. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(`refused: ${status}`);
  }

  /** The key no longer opens anything: erased, expired or wrong. */
  get gone(): boolean {
    return this.status === 401 || this.status === 403 || this.status === 404 || this.status === 410;
  }
}

async function call<T>(method: string, path: string, token?: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const abort = new AbortController();
  const timer = window.setTimeout(() => abort.abort(), TIMEOUT_MS);
  const init: RequestInit = { method, headers, signal: abort.signal, cache: "no-store", credentials: "omit" };
  if (body !== undefined) init.body = JSON.stringify(body);
  try {
    const response = await fetch(path, init);
    if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
    if (response.status >= 500 || response.status === 429 || response.status === 408) {
      const seconds = Number(response.headers.get("Retry-After"));
      throw new Unreachable(seconds > 0 ? seconds * 1000 : null);
    }
    throw new Refused(response.status, await problemOf(response));
  } catch (error) {
    if (error instanceof Refused || error instanceof Unreachable) throw error;
    throw new Unreachable();
  } finally {
    window.clearTimeout(timer);
  }
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    const value: unknown = await response.json();
    return typeof value === "object" && value !== null ? (value as Problem) : {};
  } catch {
    return {};
  }
}

const conversationPath = (id: string) => `/api/conversations/${encodeURIComponent(id)}`;
const bookingPath = (reference: string) => `/api/bookings/${encodeURIComponent(reference)}`;

export interface Started extends Conversation {
  messages: Message[];
}

export function startConversation(language: Language, entry: Entry): Promise<Started> {
  return call("POST", "/api/conversations", undefined, { language, entry });
}

export function readConversation({ id, token }: Conversation): Promise<{ messages: Message[] }> {
  return call("GET", conversationPath(id), token);
}

export function eraseConversation({ id, token }: Conversation): Promise<void> {
  return call("DELETE", conversationPath(id), token);
}

export function sendMessage(
  { id, token }: Conversation,
  { client_id, text, choice }: Pending,
): Promise<{ messages: Message[] }> {
  const body = choice === undefined ? { client_id, text } : { client_id, choice };
  return call("POST", `${conversationPath(id)}/messages`, token, body);
}

export function readBooking(reference: string, token: string): Promise<Booking> {
  return call("GET", bookingPath(reference), token);
}

export function moveBooking(reference: string, token: string, slotId: string): Promise<Booking> {
  return call("PATCH", bookingPath(reference), token, { slot_id: slotId });
}

export function cancelBooking(reference: string, token: string): Promise<unknown> {
  return call("DELETE", bookingPath(reference), token);
}

export function readOffering(slug: string, language: Language): Promise<Offering> {
  return call("GET", `/api/offerings/${encodeURIComponent(slug)}?lang=${language}`);
}

export async function readSlots(slug: string, from: string, to: string): Promise<Slot[]> {
  const query = new URLSearchParams({ from, to });
  const path = `/api/offerings/${encodeURIComponent(slug)}/slots?${query}`;
  return (await call<{ slots: Slot[] }>("GET", path)).slots;
}
