/** What time it is. A dependency, so that features can be tested at any moment. */
export interface Clock {
  now(): Date;
}
