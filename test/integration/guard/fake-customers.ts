import type { Platform } from "../../../app/platform/platform";
import { absentPlatform } from "../../factories/absent-platform";

/** What can go wrong with a call. */
export type CustomerFault =
  | "unreachable"
  | "lost_answer"
  | "denied"
  /** The calling process dies before or after the work is done. */
  | "killed_before"
  | "killed_after"
  | null;

/** An in-memory platform with customers and what is written to them, with faults chosen by a test. */
export class FakeCustomers {
  /** Customer ID → address; null: without one. */
  readonly customers = new Map<string, string | null>();
  /** Addresses that nobody has proved to be theirs. */
  readonly unverified = new Set<string>();
  /** Customer ID → what was written. */
  readonly written = new Map<string, string>();
  /** Customers that the platform refuses, with its message. */
  readonly refuses = new Map<string, string>();
  writes = 0;
  searches = 0;
  fault: (call: string) => CustomerFault = () => null;
  /** Runs while a write is under way, before it takes effect. */
  meanwhile: () => Promise<void> = async () => undefined;

  open = (domain: string): Platform => ({
    ...absentPlatform(domain),
    customersPerSearch: 25,
    customersPerWrite: 25,
    findCustomers: (addresses) =>
      this.#call("findCustomers", async () => {
        this.searches += 1;
        return [...this.customers].flatMap(([customerId, email]) =>
          email !== null && addresses.includes(email)
            ? { customerId, email, verified: !this.unverified.has(email) }
            : [],
        );
      }),
    writeCustomerCodes: (entries) =>
      this.#call("writeCustomerCodes", async () => {
        if (entries.length === 0 || entries.length > 25) throw new Error("1 to 25 customers");
        await this.meanwhile();
        this.writes += entries.length;
        const refused = entries.flatMap(({ customerId, value }) => {
          const message = this.refuses.get(customerId);
          if (message !== undefined) {
            return { customerId, reason: { kind: "other" as const, message } };
          }
          if (!this.customers.has(customerId)) {
            return { customerId, reason: { kind: "customer_not_found" as const } };
          }
          if (value === null) this.written.delete(customerId);
          else this.written.set(customerId, value);
          return [];
        });
        return { refused };
      }),
  });

  async #call<Value>(name: string, work: () => Promise<Value>) {
    const fault = this.fault(name);
    if (fault === "killed_before") throw new Error("killed");
    const unreachable = { kind: "platform_unreachable" as const, detail: "No response" };
    if (fault === "unreachable") return { ok: false as const, failure: unreachable };
    if (fault === "denied") {
      return {
        ok: false as const,
        failure: { kind: "platform_denied" as const, detail: "Uninstalled" },
      };
    }
    const value = await work();
    if (fault === "killed_after") throw new Error("killed");
    if (fault === "lost_answer") return { ok: false as const, failure: unreachable };
    return { ok: true as const, value };
  }
}
