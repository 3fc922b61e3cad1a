/** Shows a brief confirmation at the bottom of the admin. */
export function showToast(message: string): void {
  window.shopify?.toast.show(message);
}
