import type { Sandbox } from "../sandbox";

export interface RouteCall {
  readonly sandbox: Sandbox;
  readonly request: Request;
  readonly url: URL;
  /** What stood in the place of `:name`; `*` is the rest of the path. */
  readonly params: Readonly<Record<string, string>>;
}

/** Besides answering, a sandbox can be asked to misbehave: never answer, or cut the line. */
export type Outcome = Response | "never-answer" | "cut-connection";

export interface Route {
  readonly method: "GET" | "POST" | "DELETE";
  /** `/shops/:shop/admin/*`: a `:name` is one segment, a trailing `*` the rest. */
  readonly path: string;
  readonly handle: (call: RouteCall) => Outcome | Promise<Outcome>;
}
