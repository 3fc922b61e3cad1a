import type { TestServices } from "../setup/test-services";

/** Services that run `act` once, right after the n-th transaction (1-based). */
export function afterTransaction(
  services: TestServices,
  at: number,
  act: () => Promise<unknown>,
): TestServices {
  let ended = 0;
  const transaction: TestServices["database"]["transaction"] = async (work) => {
    const result = await services.database.transaction(work);
    ended += 1;
    if (ended === at) await act();
    return result;
  };
  return { ...services, database: { ...services.database, transaction } };
}
