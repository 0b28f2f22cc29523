/** The shapes of the public HTTP API, as the chat reads them. Unknown fields are ignored. */

export type Language = "nb" | "nn" | "en";
export type Entry = "chat" | "relative" | "book";
export type Channel = "phone" | "visit" | "video" | "home";

export interface Choice {
  title: string;
  payload: string;
}

export interface Helpline {
  slug: string;
  name: string;
  /** As it is shown. */
  phone: string;
  /** As it is dialled. */
  tel?: string;
  hours?: string;
  text?: string;
  /** null: not known. */
  open_now?: boolean | null;
  /** Said about a line that nobody has checked lately. */
  notice?: string | null;
}

export interface Slot {
  id: string;
  /** ISO 8601 with offset, Europe/Oslo. */
  start: string;
  end: string;
  location?: string;
  channel?: Channel;
}

/** What a card shows. Every field but these two may be missing: then the card leaves the line out. */
export interface Offering {
  slug: string;
  title: string;
  short?: string;
  why?: string;
  cost?: string;
  referral?: string;
  waiting?: string;
  contact?: string;
}

export interface Booking {
  reference: string;
  status?: string;
  start: string;
  end: string;
  location?: string;
  channel?: Channel;
  /** The offering's slug. */
  offering?: string;
  ics_url?: string;
  manage_url?: string;
}

export interface MessageData {
  category?: string;
  helplines?: Helpline[];
  offerings?: Offering[];
  offering?: Offering;
  lines?: string[];
  slots?: Slot[];
  reference?: string;
  [key: string]: unknown;
}

export interface Message {
  id: string;
  role: "assistant" | "person" | "staff";
  kind: string;
  lang: Language;
  text: string;
  choices?: Choice[];
  data?: MessageData | null;
}

export interface Conversation {
  id: string;
  token: string;
}

/** RFC 9457; `detail` is a sentence that a person can read. */
export interface Problem {
  code?: string;
  detail?: string;
  alternatives?: Slot[];
}

export function isLanguage(value: unknown): value is Language {
  return value === "nb" || value === "nn" || value === "en";
}
