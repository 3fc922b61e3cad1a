/** The messages between a checkout page and the frame of an extension in it. */

/**
 * What the extension can read of a checkout, by the path below the global `shopify`. Each is a signal
 * there. Null stands for undefined.
 */
export type Signals = Readonly<Record<string, unknown>>;

/** What a frame gets before the extension starts. */
export interface FrameStart {
  readonly handle: string;
  readonly target: string;
  readonly apiVersion: string;
  /** The address of the extension's script. */
  readonly scriptUrl: string;
  /** Settings and capabilities of this extension. */
  readonly signals: Signals;
  /** The extension's texts in the buyer's language, and the default ones. */
  readonly texts: Texts;
  readonly defaultTexts: Texts;
  readonly locale: string;
}

export interface Texts {
  readonly [key: string]: string | Texts;
}

/** The part of the page that all its extensions share. */
export interface CheckoutState {
  readonly shop: {
    readonly id: string;
    readonly name: string;
    readonly storefrontUrl: string;
    readonly myshopifyDomain: string;
  };
  /** The address for session tokens. */
  readonly tokenPath: string;
  readonly currency: string;
  readonly signals: Signals;
}

export type DiscountCodeChange =
  | { readonly type: "addDiscountCode"; readonly code: string }
  | { readonly type: "removeDiscountCode"; readonly code: string };

export type ChangeResult =
  | { readonly type: "success" }
  | { readonly type: "error"; readonly message: string };

/** What an extension asks of the page, by the name of the request. */
export interface FrameRequests {
  discountCode: { asked: DiscountCodeChange; answer: ChangeResult };
  sessionToken: { asked: null; answer: string };
  readStorage: { asked: string; answer: unknown };
  writeStorage: { asked: { key: string; value: unknown }; answer: null };
}

export type FromExtension =
  | { readonly type: "ready" }
  | { readonly type: "rendered" }
  | { readonly type: "height"; readonly height: number }
  | { readonly type: "problem"; readonly text: string }
  | {
      readonly type: "request";
      readonly id: number;
      readonly name: keyof FrameRequests;
      readonly asked: unknown;
    };

export type ToExtension =
  | { readonly type: "start"; readonly start: FrameStart; readonly state: CheckoutState }
  | { readonly type: "signals"; readonly signals: Signals }
  | { readonly type: "answer"; readonly id: number; readonly answer: unknown }
  | { readonly type: "failed"; readonly id: number; readonly message: string };
