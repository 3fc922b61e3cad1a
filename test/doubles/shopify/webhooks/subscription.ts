/** A subscription created through the API. Those of the TOML file are not stored per shop. */
export interface WebhookSubscription {
  id: string;
  /** The enum value, such as APP_UNINSTALLED. */
  topic: string;
  uri: string;
  createdAt: number;
  updatedAt: number;
}
