/** Whether a merchant placed a block of the app in a store, and the settings they gave it. */
export interface Placement {
  on: boolean;
  settings: Record<string, SettingValue>;
}

export type SettingValue = string | number | boolean;
