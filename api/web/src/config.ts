/** What the server has written into the page about the municipality (see api/web/pages.py). */

export interface Municipality {
  name: string;
  phone: string;
  exitAddress: string;
}

export function municipality(): Municipality {
  const { name, phone, exit } = document.body.dataset;
  return { name: name ?? "", phone: phone ?? "", exitAddress: exit ?? "about:blank" };
}
