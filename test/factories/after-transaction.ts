import type { TestServices } from "../setup/test-services";

/** Services that do something of the test's once, right after their n-th transaction. */
export function afterTransaction(
  services: TestServices,
  at: number,
  act: () => Promise<unknown>,
): TestServices {
  let ended = 0;
  const transaction: TestServices["database"]["transaction"] = async (work) => {
    const answer = await services.database.transaction(work);
    ended += 1;
    if (ended === at) await act();
    return answer;
  };
  return { ...services, database: { ...services.database, transaction } };
}
