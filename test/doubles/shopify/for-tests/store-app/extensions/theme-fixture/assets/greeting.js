document.documentElement.dataset.root = window.Shopify.routes.root;
document.documentElement.dataset.designMode = String(window.Shopify.designMode === true);
