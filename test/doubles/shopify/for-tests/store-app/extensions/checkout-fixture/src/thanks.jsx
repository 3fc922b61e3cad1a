import "@shopify/ui-extensions/preact";
import { render } from "preact";

export default () => {
  render(
    <s-heading>{`Thanks for ${shopify.orderConfirmation.value.number}`}</s-heading>,
    document.body,
  );
};
