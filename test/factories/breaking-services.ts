import type { TestServices } from "../setup/test-services";

/** Services whose database fails once, just before or after the commit of the n-th transaction (1-based). */
export function breakingServices(
  services: TestServices,
  at: number,
  when: "before" | "after",
): TestServices {
  let commits = 0;
  const transaction: TestServices["database"]["transaction"] = async (work) => {
    commits += 1;
    const breaks = commits === at;
    const result = await services.database.transaction(async (tx) => {
      const workResult = await work(tx);
      if (breaks && when === "before") throw new Error("broken");
      return workResult;
    });
    if (breaks) throw new Error("broken");
    return result;
  };
  return { ...services, database: { ...services.database, transaction } };
}
