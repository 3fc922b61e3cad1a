export interface ProductLine {
  title: string;
  type: string;
  about: string;
  tags: string[];
  /** The name of the only option, and the price of each value. */
  option?: string;
  prices: Record<string, string>;
  status?: "ACTIVE" | "ARCHIVED" | "DRAFT";
}

const bags = (small: string, large: string): Pick<ProductLine, "option" | "prices"> => ({
  option: "Size",
  prices: { "250 g": small, "1 kg": large },
});

const single = (price: string): Pick<ProductLine, "prices"> => ({ prices: { "": price } });

/** The demo store's products. A small shop has only the first three. */
// biome-ignore format: a table
export const productList: readonly ProductLine[] = [
  { title: "Morning Blend", type: "Coffee", about: "Round and chocolatey, for filter and press.", tags: ["blend", "bestseller"], ...bags("8.90", "31.00") },
  { title: "Ethiopia Yirgacheffe", type: "Coffee", about: "Floral, with bergamot and peach.", tags: ["single-origin"], ...bags("11.50", "41.00") },
  { title: "Stoneware Mug", type: "Homeware", about: "Thrown by hand, holds 300 ml.", tags: ["gift"], option: "Color", prices: { Sand: "18.00", Slate: "18.00", Moss: "19.50" } },
  { title: "Espresso No. 4", type: "Coffee", about: "Dark, with a thick crema.", tags: ["blend", "espresso", "bestseller"], ...bags("9.50", "33.00") },
  { title: "Decaf Evening", type: "Coffee", about: "Swiss water process, notes of hazelnut.", tags: ["blend", "decaf"], ...bags("9.90", "35.00") },
  { title: "Colombia Huila", type: "Coffee", about: "Caramel and red apple.", tags: ["single-origin"], ...bags("10.50", "37.00") },
  { title: "Kenya Nyeri AA", type: "Coffee", about: "Blackcurrant, lively and juicy.", tags: ["single-origin"], ...bags("12.90", "46.00") },
  { title: "Guatemala Antigua", type: "Coffee", about: "Cocoa, with a hint of orange.", tags: ["single-origin"], ...bags("10.90", "39.00") },
  { title: "Winter Roast", type: "Coffee", about: "Cinnamon and roasted almond. Only in the cold months.", tags: ["blend", "seasonal"], ...bags("9.90", "34.00"), status: "ARCHIVED" },
  { title: "Sampler Box", type: "Coffee", about: "Four coffees of 100 g each.", tags: ["gift", "sampler"], ...single("21.00") },
  { title: "Assam Breakfast", type: "Tea", about: "Malty black tea.", tags: ["black-tea"], prices: { "100 g": "6.90", "250 g": "15.50" }, option: "Size" },
  { title: "Darjeeling First Flush", type: "Tea", about: "Light and flowery, picked in March.", tags: ["black-tea"], prices: { "100 g": "12.90", "250 g": "29.00" }, option: "Size" },
  { title: "Sencha", type: "Tea", about: "Fresh green tea from Shizuoka.", tags: ["green-tea"], prices: { "100 g": "9.90", "250 g": "22.00" }, option: "Size" },
  { title: "Rooibos Vanilla", type: "Tea", about: "Without caffeine.", tags: ["herbal"], prices: { "100 g": "5.90", "250 g": "12.90" }, option: "Size" },
  { title: "Mountain Herbs", type: "Tea", about: "Sage, thyme and mint from the Alps.", tags: ["herbal"], ...single("7.50") },
  { title: "Espresso Cup Set", type: "Homeware", about: "Four cups with saucers.", tags: ["gift"], option: "Color", prices: { White: "34.00", Slate: "36.00" } },
  { title: "Glass Teapot", type: "Homeware", about: "1.2 litres, with a strainer.", tags: [], ...single("39.00") },
  { title: "Linen Tea Towel", type: "Homeware", about: "Woven in Saxony.", tags: ["gift"], option: "Color", prices: { Natural: "14.00", Blue: "14.00" } },
  { title: "Hand Grinder", type: "Equipment", about: "Steel burrs, for 30 g.", tags: ["brewing"], ...single("79.00") },
  { title: "Pour-over Dripper", type: "Equipment", about: "Porcelain, for one or two cups.", tags: ["brewing"], option: "Size", prices: { "01": "19.00", "02": "23.00" } },
  { title: "Paper Filters", type: "Equipment", about: "A hundred, unbleached.", tags: ["brewing"], option: "Size", prices: { "01": "4.50", "02": "4.90" } },
  { title: "French Press", type: "Equipment", about: "Double-walled steel.", tags: ["brewing"], option: "Size", prices: { "350 ml": "42.00", "1 l": "54.00" } },
  { title: "Kitchen Scale", type: "Equipment", about: "To a tenth of a gram, with a timer.", tags: ["brewing"], ...single("49.00") },
  { title: "Gooseneck Kettle", type: "Equipment", about: "Keeps its temperature to a degree.", tags: ["brewing"], ...single("119.00") },
  { title: "Barista Workshop", type: "Course", about: "Three hours at our roastery in Leipzig.", tags: ["course"], ...single("89.00"), status: "DRAFT" },
];

/** The other store's products. */
// biome-ignore format: a table
export const otherProductList: readonly ProductLine[] = [
  { title: "Cedar Candle", type: "Candles", about: "Burns for forty hours.", tags: ["gift"], ...single("28.00") },
  { title: "Wool Throw", type: "Textiles", about: "Woven in Vermont.", tags: [], option: "Color", prices: { Oat: "140.00", Forest: "140.00" } },
  { title: "Pine Soap", type: "Bath", about: "Cold pressed, with pine tar.", tags: ["bestseller"], ...single("9.50") },
];
