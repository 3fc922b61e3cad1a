import type { FrameLine } from "./frame-line";

/** Questions to the frame that it answers later. */
export interface Questions {
  idToken(): Promise<string>;
  /** Resolves when the merchant may leave the page; stays open when they prefer to stay. */
  mayLeave(): Promise<void>;
}

export function askThrough(line: FrameLine): Questions {
  let last = 0;
  const waiting = new Map<number, (token: string | null) => void>();
  line.hear((message) => {
    if (message.type !== "id-token" && message.type !== "leave") return;
    waiting.get(message.request)?.(message.type === "id-token" ? message.token : null);
    waiting.delete(message.request);
  });
  const ask = (type: "ask-id-token" | "ask-leave"): Promise<string | null> =>
    new Promise((resolve) => {
      last += 1;
      waiting.set(last, resolve);
      line.send({ type, request: last });
    });
  return {
    idToken: async () => {
      if (!line.embedded) throw new Error("The app is not open in the admin");
      const token = await ask("ask-id-token");
      if (token === null) throw new Error("The admin gave no session token");
      return token;
    },
    mayLeave: async () => {
      if (line.embedded) await ask("ask-leave");
    },
  };
}
