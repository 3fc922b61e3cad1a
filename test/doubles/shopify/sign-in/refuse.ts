import { json } from "../http/answers";

/** A refusal of the token endpoint, in the shape of OAuth. */
export const refuse = (error: string, status = 400, description?: string): Response =>
  json({ error, ...(description && { error_description: description }) }, status);
