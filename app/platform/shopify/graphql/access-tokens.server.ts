import type { Result } from "../../../core/result";
import { failure, success } from "../../../core/result";
import type { PlatformFailure } from "../../platform-failure";
import { signInFailure } from "./shopify-failure";

/** A token is asked for again after this time: finding it costs a lock and a query. */
const keptMs = 20_000;

/** The tokens of all shops, each remembered for a moment. */
export class AccessTokens {
  readonly #kept = new Map<string, { token: Promise<string>; until: number }>();

  constructor(private readonly read: (shopDomain: string) => Promise<string>) {}

  async of(shopDomain: string): Promise<Result<string, PlatformFailure>> {
    const known = this.#kept.get(shopDomain);
    try {
      if (known && known.until > performance.now()) return success(await known.token);
      const token = this.read(shopDomain);
      this.#kept.set(shopDomain, { token, until: performance.now() + keptMs });
      return success(await token);
    } catch (error) {
      this.#kept.delete(shopDomain);
      return failure(signInFailure(error));
    }
  }

  /** Shopify refuses this token. Whether asking for another may help: it was a remembered one. */
  async forget(shopDomain: string, refused: string): Promise<boolean> {
    this.#kept.delete(shopDomain);
    const now = await this.of(shopDomain);
    return now.ok && now.value !== refused;
  }
}
