/** Shown at the app's own URL. Outside the Shopify admin, the app doesn't know the store. */
export default function OpenFromAdmin() {
  return (
    <main
      style={{ fontFamily: "Inter, system-ui, sans-serif", margin: "15vh auto", maxWidth: "32rem" }}
    >
      <h1>Open the app from the Shopify admin</h1>
      <p>
        Coupon Pools works inside your store’s admin. Go to{" "}
        <a href="https://admin.shopify.com">admin.shopify.com</a>, choose your store, then open Apps
        and select Coupon Pools.
      </p>
    </main>
  );
}
