/**
 * In place of the pause before the Admin API is asked again, so that tests do not sit through it. How
 * long the pauses are is held by admin-client.test.ts.
 */
export const noPause = (): Promise<void> => Promise.resolve();
