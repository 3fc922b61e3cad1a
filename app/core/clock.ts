/** The current time. Injected, so tests can set it. */
export interface Clock {
  now(): Date;
}
