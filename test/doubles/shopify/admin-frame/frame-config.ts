/** What the frame's own script has to know; it stands in the page as JSON. */
export interface FrameConfig {
  /** The only origin whose messages count. */
  appOrigin: string;
  /** Where the frame begins. */
  appAddress: string;
  /** `/admin/store/demo-store/apps/coupon-pools`: in front of the app's own path. */
  basePath: string;
  storePath: string;
  tokenPath: string;
  appTitle: string;
}
