/** A subscription that the app made through the API; those of the toml are not kept per shop. */
export interface WebhookSubscription {
  id: string;
  /** As in the enum: APP_UNINSTALLED. */
  topic: string;
  uri: string;
  createdAt: number;
  updatedAt: number;
}
