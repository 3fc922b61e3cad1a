import type { Sandbox } from "../sandbox";

export interface RouteCall {
  readonly sandbox: Sandbox;
  readonly request: Request;
  readonly url: URL;
  /** The values of `:name` placeholders. `*` is the rest of the path. */
  readonly params: Readonly<Record<string, string>>;
  /** The address that the request came from, as it reaches the sandbox. */
  readonly clientAddress: string;
}

/** A response, or a fault: never respond, or cut the connection. */
export type Outcome = Response | "never-answer" | "cut-connection";

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** `/shops/:shop/admin/*`: `:name` matches one segment, a trailing `*` the rest. */
  readonly path: string;
  readonly handle: (call: RouteCall) => Outcome | Promise<Outcome>;
}
