import type { ThemeExtension } from "../extensions/extension";
import type { AppBlock } from "../placements/app-block";
import type { Placement } from "../placements/placement";
import { placementOf } from "../placements/placement-of";
import type { Sandbox } from "../sandbox";
import type { Shop } from "../shops/shop";
import { assetPath } from "./asset-routes";
import { type BlockFile, readTheme, type ThemeFiles } from "./theme-extension";

/** A block of a theme extension in a store. */
export interface PlacedBlock {
  /** Of the block in the page, the same at every start. */
  readonly id: string;
  readonly key: string;
  readonly block: BlockFile;
  readonly files: ThemeFiles;
  readonly assetUrl: (file: string) => string;
  readonly placement: Placement;
}

const themeExtensions = ({ settings }: Sandbox): ThemeExtension[] =>
  settings.extensions.filter((extension) => extension.type === "theme");

/** All blocks that a merchant could place in the theme. */
export const themeAppBlocks = (sandbox: Sandbox): AppBlock[] =>
  themeExtensions(sandbox).flatMap((extension) =>
    readTheme(extension).blocks.map((block) => appBlock(extension, block)),
  );

/** The blocks of the app in a store's theme, placed or not. There are none without the app. */
export function placedBlocks(sandbox: Sandbox, shop: Shop): PlacedBlock[] {
  if (!shop.installation) return [];
  return themeExtensions(sandbox).flatMap((extension) => {
    const files = readTheme(extension);
    return files.blocks.map((block): PlacedBlock => {
      const described = appBlock(extension, block);
      return {
        id: `${extension.handle}_${block.handle}`.replaceAll("-", "_"),
        key: described.key,
        block,
        files,
        assetUrl: (file) => assetPath(extension, file),
        placement: placementOf(shop, described),
      };
    });
  });
}

const appBlock = ({ handle }: ThemeExtension, block: BlockFile): AppBlock => ({
  key: `${handle}/${block.handle}`,
  kind: block.schema.target === "section" ? "section" : "embed",
  name: block.schema.name,
  fields: block.schema.fields,
});
