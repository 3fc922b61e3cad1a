/** What the app answers to a file: what it made of it, or why not. */
export type SentFile<Made> = ({ ok: true } & Made) | { ok: false; message: string; field?: string };

const broken = "The file did not arrive whole. Check the connection, then try again.";

/**
 * Sends a file as the body of a request, its name added to the address, and tells how far it is (0…1). Not by fetch, which does not
 * tell; so the session token is added here.
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
    request.onload = () => resolve(readAnswer(request));
    request.send(file);
  });
}

function readAnswer<Made>({ status, responseText }: XMLHttpRequest): SentFile<Made> {
  if (status !== 200 && status !== 422) return { ok: false, message: broken };
  return JSON.parse(responseText) as SentFile<Made>;
}
