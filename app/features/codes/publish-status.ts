/** Where a code stands on the platform; `none`: the platform is not told of it. */
export const publishStatuses = ["none", "uploading", "live", "refused", "removed"] as const;
export type PublishStatus = (typeof publishStatuses)[number];
