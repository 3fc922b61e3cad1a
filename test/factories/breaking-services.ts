import type { TestServices } from "../setup/test-services";

/** Services whose database breaks at the n-th transaction, once: just before its commit, or just after. */
export function breakingServices(
  services: TestServices,
  at: number,
  when: "before" | "after",
): TestServices {
  let commits = 0;
  const transaction: TestServices["database"]["transaction"] = async (work) => {
    commits += 1;
    const breaks = commits === at;
    const answer = await services.database.transaction(async (tx) => {
      const answered = await work(tx);
      if (breaks && when === "before") throw new Error("broken");
      return answered;
    });
    if (breaks) throw new Error("broken");
    return answer;
  };
  return { ...services, database: { ...services.database, transaction } };
}
