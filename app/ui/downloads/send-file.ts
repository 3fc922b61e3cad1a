/** The app's response to an uploaded file: what it created, or why it didn't. */
export type SentFile<Made> = ({ ok: true } & Made) | { ok: false; message: string; field?: string };

const broken = "The file wasn’t uploaded completely. Check your connection, then try again.";

/**
 * Uploads a file as the request body, with its name in the query, and reports progress from 0 to 1.
 * Uses XMLHttpRequest because fetch doesn't report upload progress, and adds the session token,
 * which App Bridge adds only to fetch. A failed upload resolves to a message for the merchant.
 */
export async function sendFile<Made>(
  address: string,
  file: Blob & { name?: string },
  onProgress: (share: number) => void,
): Promise<SentFile<Made>> {
  const token = await window.shopify?.idToken();
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const name = encodeURIComponent(file.name ?? "pasted codes");
    request.open("POST", `${address}${address.includes("?") ? "&" : "?"}name=${name}`);
    if (token) request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0);
    request.onerror = () => resolve({ ok: false, message: broken });
    request.onload = () => resolve(parseResponse(request));
    request.send(file);
  });
}

function parseResponse<Made>({ status, responseText }: XMLHttpRequest): SentFile<Made> {
  if (status !== 200 && status !== 422) return { ok: false, message: broken };
  return JSON.parse(responseText) as SentFile<Made>;
}
