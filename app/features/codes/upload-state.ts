/** Where a code stands on the platform; `none`: the platform is not told of it. */
export const uploadStates = ["none", "uploading", "live", "refused", "removed"] as const;
export type UploadState = (typeof uploadStates)[number];
