/** Says in passing that something was done, at the foot of the admin. */
export function showToast(message: string): void {
  window.shopify?.toast.show(message);
}
