import type { RootField } from "../graphql/context";
import { parseGid } from "./gid";
import { APP_NUMBER, presentApp, presentInstallation } from "./present-app";

export const installationFields: Readonly<Record<string, RootField>> = {
  currentAppInstallation: (_args, context) => presentInstallation(context),
  app: ({ id }, context) =>
    id === undefined || id === null || parseGid(String(id))?.number === APP_NUMBER
      ? presentApp(context)
      : null,
};
