import type { AdminOutputs } from '../../api/trpc.ts';
import type { Formats } from '../../formats/formats.ts';
import { labelEvery, roundScale } from './scale.ts';
import { useElementWidth } from './use-element-width.ts';

type Bucket = AdminOutputs['dashboard']['series'][number];
export type SalesChartProps = { series: readonly Bucket[]; currency: string; formats: Formats };

const HEIGHT = 220;
const TOP = 10;
const BOTTOM = 26;
const START = 56;
const LABEL_WIDTH = 64;
const PLOT_HEIGHT = HEIGHT - TOP - BOTTOM;

/** Sold beside redeemed, bucket by bucket. Told apart by filling as well as by colour; the same figures stand in the table below. */
export function SalesChart({ series, currency, formats }: SalesChartProps) {
  const [ref, width] = useElementWidth<HTMLDivElement>();
  const scale = roundScale(
    Math.max(0, ...series.flatMap((bucket) => [bucket.soldMinor, bucket.redeemedMinor])),
    4,
  );
  const bucketWidth = Math.max(0, width - START) / Math.max(1, series.length);
  const barWidth = Math.max(1, Math.min(22, bucketWidth * 0.38));
  const every = labelEvery(series.length, width - START, LABEL_WIDTH);
  const y = (amountMinor: number) => TOP + PLOT_HEIGHT * (1 - amountMinor / scale.max);

  return (
    <div ref={ref} className="min-h-[220px] min-w-0">
      {width > 0 && (
        <svg
          role="img"
          aria-label="Sold and redeemed over the period. The table below holds the same figures."
          width={width}
          height={HEIGHT}
          viewBox={`0 0 ${width} ${HEIGHT}`}
          className="block"
        >
          <HatchPattern />
          {scale.ticks.map((tick) => (
            <g key={tick}>
              <line x1={START} x2={width} y1={y(tick)} y2={y(tick)} className="stroke-line" />
              <text x={START - 8} y={y(tick) + 4} textAnchor="end" className="fill-ink-2 text-xs">
                {formats.moneyCompact(tick, currency)}
              </text>
            </g>
          ))}
          {series.map((bucket, index) => {
            const middle = START + bucketWidth * (index + 0.5);
            return (
              <g key={bucket.on}>
                <title>{bucketTitle(bucket, currency, formats)}</title>
                <rect
                  x={middle - bucketWidth / 2}
                  y={TOP}
                  width={bucketWidth}
                  height={PLOT_HEIGHT}
                  fill="transparent"
                />
                <rect
                  x={middle - barWidth - 0.5}
                  y={y(bucket.soldMinor)}
                  width={barWidth}
                  height={y(0) - y(bucket.soldMinor)}
                  className="fill-brand"
                />
                <rect
                  x={middle + 0.5}
                  y={y(bucket.redeemedMinor)}
                  width={barWidth}
                  height={y(0) - y(bucket.redeemedMinor)}
                  fill="url(#chart-hatch)"
                  className="stroke-brass"
                />
                {index % every === 0 && (
                  <text
                    x={Math.min(middle, width - LABEL_WIDTH / 2)}
                    y={HEIGHT - 8}
                    textAnchor="middle"
                    className="fill-ink-2 text-xs"
                  >
                    {formats.dayShort(bucket.on)}
                  </text>
                )}
              </g>
            );
          })}
        </svg>
      )}
    </div>
  );
}

export function ChartLegend() {
  return (
    <ul className="flex gap-4 text-sm text-ink-2">
      <LegendEntry fill="fill-brand">Sold</LegendEntry>
      <LegendEntry fill="stroke-brass">Redeemed</LegendEntry>
    </ul>
  );
}

function LegendEntry({ fill, children }: { fill: string; children: string }) {
  const isHatched = fill.startsWith('stroke');
  return (
    <li className="flex items-center gap-1.5">
      <svg aria-hidden="true" width="12" height="12" viewBox="0 0 12 12">
        {isHatched && <HatchPattern id="legend-hatch" />}
        <rect
          x="0.5"
          y="0.5"
          width="11"
          height="11"
          className={fill}
          {...(isHatched ? { fill: 'url(#legend-hatch)' } : {})}
        />
      </svg>
      {children}
    </li>
  );
}

function HatchPattern({ id = 'chart-hatch' }: { id?: string }) {
  return (
    <defs>
      <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="2" height="5" className="fill-brass" />
      </pattern>
    </defs>
  );
}

function bucketTitle(bucket: Bucket, currency: string, formats: Formats): string {
  const sold = formats.money(bucket.soldMinor, currency);
  const redeemed = formats.money(bucket.redeemedMinor, currency);
  return `${formats.day(bucket.on)}: sold ${sold}, redeemed ${redeemed}`;
}
