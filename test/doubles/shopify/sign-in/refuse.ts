import { json } from "../http/answers";

/** An OAuth error response of the token endpoint. */
export const refuse = (error: string, status = 400, description?: string): Response =>
  json({ error, ...(description && { error_description: description }) }, status);
