/**
 * Replaces the pause before an Admin API retry, so tests don't have to wait. admin-client.test.ts
 * covers the length of the pauses.
 */
export const noPause = (): Promise<void> => Promise.resolve();
