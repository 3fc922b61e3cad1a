/** Configuration of the frame's script, embedded in the page as JSON. */
export interface FrameConfig {
  /** The only origin whose messages are accepted. */
  appOrigin: string;
  /** The first URL of the app. */
  appAddress: string;
  /** `/admin/store/demo-store/apps/coupon-pools`: the prefix of the app's path. */
  basePath: string;
  storePath: string;
  tokenPath: string;
  appTitle: string;
}
