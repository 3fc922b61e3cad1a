import type { FrameChannel } from "./frame-channel";

/** Requests to the admin, which responds later. */
export interface FrameRequests {
  idToken(): Promise<string>;
  /** Resolves if the merchant may leave the page, and never if they stay. */
  mayLeave(): Promise<void>;
}

export function openFrameRequests(channel: FrameChannel): FrameRequests {
  let last = 0;
  const waiting = new Map<number, (token: string | null) => void>();
  channel.listen((message) => {
    if (message.type !== "id-token" && message.type !== "leave") return;
    waiting.get(message.request)?.(message.type === "id-token" ? message.token : null);
    waiting.delete(message.request);
  });
  const send = (type: "ask-id-token" | "ask-leave"): Promise<string | null> =>
    new Promise((resolve) => {
      last += 1;
      waiting.set(last, resolve);
      channel.send({ type, request: last });
    });
  return {
    idToken: async () => {
      if (!channel.embedded) throw new Error("The app isn't open in the admin");
      const token = await send("ask-id-token");
      if (token === null) throw new Error("The admin returned no session token");
      return token;
    },
    mayLeave: async () => {
      if (channel.embedded) await send("ask-leave");
    },
  };
}
