/** A code's state on the platform; `none`: the app doesn't publish it. */
export const publishStatuses = ["none", "uploading", "live", "refused", "removed"] as const;
export type PublishStatus = (typeof publishStatuses)[number];
