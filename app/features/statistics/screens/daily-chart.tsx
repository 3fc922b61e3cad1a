import { count, day as dayText, number } from "../../../core/format";
import type { DayFigures } from "../statistics";

/** `2026-11-21` → `Nov 21, 2026`. The days are already in the store's time zone. */
const words = (day: string | undefined) => (day ? dayText(day, "UTC") : "");

const width = 720;
const height = 160;
const gap = 0.2;

/**
 * Bar chart of assigned and redeemed codes by day. The table below has the numbers, for screen
 * readers and everyone else.
 */
export function DailyChart({ days }: { days: readonly DayFigures[] }) {
  const peak = Math.max(1, ...days.flatMap(({ assigned, redeemed }) => [assigned, redeemed]));
  const step = width / Math.max(1, days.length);
  const bar = (step * (1 - gap)) / 2;
  return (
    <figure className="DailyChart">
      <figcaption>
        <span className="ChartKey Assigned">Assigned</span>
        <span className="ChartKey Redeemed">Redeemed in kept orders</span>
        <span className="ChartTop">{`Daily peak: ${number(peak)}`}</span>
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        {days.map(({ day, assigned, redeemed }, place) => (
          <g key={day}>
            <title>{`${words(day)}: ${number(assigned)} assigned, ${number(redeemed)} redeemed in kept orders`}</title>
            <Bar x={place * step} width={bar} part={assigned / peak} name="Assigned" />
            <Bar x={place * step + bar} width={bar} part={redeemed / peak} name="Redeemed" />
          </g>
        ))}
      </svg>
      <div className="ChartEnds" aria-hidden="true">
        <span>{words(days[0]?.day)}</span>
        <span>{words(days.at(-1)?.day)}</span>
      </div>
      <details>
        <summary>{`View daily data (${count(days.length, "day")})`}</summary>
        <table className="DailyTable">
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">Assigned</th>
              <th scope="col">Redeemed in kept orders</th>
            </tr>
          </thead>
          <tbody>
            {days.map(({ day, assigned, redeemed }) => (
              <tr key={day}>
                <th scope="row">{words(day)}</th>
                <td>{number(assigned)}</td>
                <td>{number(redeemed)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

function Bar(props: { x: number; width: number; part: number; name: string }) {
  // Keep small values visible.
  const tall = props.part > 0 ? Math.max(2, props.part * height) : 0;
  return (
    <rect className={props.name} x={props.x} y={height - tall} width={props.width} height={tall} />
  );
}
