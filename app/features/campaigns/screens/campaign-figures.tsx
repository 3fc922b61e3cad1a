import { number } from "../../../core/format";
import { Figures } from "../../../ui/figures";

/** Labeled counts of a campaign, side by side. */
export function CampaignFigures({ figures }: { figures: readonly (readonly [string, number])[] }) {
  return (
    <div data-testid="campaign-figures">
      <Figures
        columns={{ xs: 2, sm: 3, md: Math.min(6, figures.length) }}
        figures={figures.map(([name, value]) => [name, number(value)] as const)}
      />
    </div>
  );
}
