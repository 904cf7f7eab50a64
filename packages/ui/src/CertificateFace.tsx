import { formatMoneyShort } from '@boon/core/money';
import { Rosette } from './Rosette.tsx';

export type CertificateFaceProps = {
  /** The certificate's public id: the seed of its rosette. */
  id: string;
  business: string;
  /** Null while no amount is chosen: its place stays empty. */
  amountMinor: number | null;
  currency: string;
  language: string;
  recipientName?: string;
  purchaserName?: string;
  message?: string;
  motion?: 'still' | 'once';
  /** What a screen reader calls the drawing. */
  label?: string;
  className?: string;
};

/** The certificate as a drawing: white paper in both themes, all measures relative to its own width. */
export function CertificateFace({
  id,
  business,
  amountMinor,
  currency,
  language,
  recipientName = '',
  purchaserName = '',
  message = '',
  motion = 'still',
  label = 'Gift certificate',
  className = '',
}: CertificateFaceProps) {
  const isCrowded = [recipientName, purchaserName].some((name) => name.trim().length > NAME_LENGTH);
  const value = amountMinor === null ? '\u00A0' : formatMoneyShort({ amountMinor, currency }, language);
  return (
    <section
      aria-label={label}
      data-theme="light"
      className={`@container relative aspect-[1.5875] w-full overflow-hidden rounded-paper border border-line bg-white text-ink forced-color-adjust-none select-none ${className}`}
    >
      <Rosette
        seed={id}
        motion={motion}
        className="absolute start-[51.5%] top-1/2 w-[66%] max-w-none -translate-y-1/2 text-brand"
      />
      <div className="absolute inset-[2.2cqi] rounded-paper border border-brand" />
      <div className="absolute inset-[3.1cqi] rounded-paper border border-brand/45" />
      <div className="absolute inset-y-[6.6cqi] start-[6.6cqi] flex w-[46%] flex-col text-[length:max(0.6rem,2.75cqi)] leading-snug">
        <p dir="auto" className="line-clamp-2 shrink-0 wrap-anywhere font-semibold text-brand">
          {business}
        </p>
        <p className="mt-[2.4cqi] shrink-0 font-display text-[length:max(0.7rem,4.1cqi)] leading-tight font-semibold">
          Gift certificate
        </p>
        <p
          className="shrink-0 font-display leading-[1.15] font-bold whitespace-nowrap"
          style={{ fontSize: `${valueSizeCqi(value)}cqi` }}
        >
          {value}
        </p>
        {message.trim() !== '' && (
          <p
            dir="auto"
            className={`lines-own-way mt-[1.2cqi] shrink-0 text-ink-2 ${isCrowded ? 'line-clamp-1' : 'line-clamp-2 @min-[22rem]:line-clamp-3'}`}
          >
            {message.trim()}
          </p>
        )}
        <dl
          className={`mt-auto flex w-[51cqi] shrink-0 ${isCrowded ? 'flex-col gap-y-[0.6cqi]' : 'gap-x-[4cqi]'}`}
        >
          <FaceName term="For" name={recipientName} isCrowded={isCrowded} />
          <FaceName term="From" name={purchaserName} isCrowded={isCrowded} />
        </dl>
      </div>
    </section>
  );
}

/** Names longer than this have a row each instead of half of one, and the message gives up its room. */
const NAME_LENGTH = 16;

function FaceName({ term, name, isCrowded }: { term: string; name: string; isCrowded: boolean }) {
  if (name.trim() === '') return null;
  return (
    <div className={isCrowded ? 'flex gap-x-[1.6cqi]' : 'min-w-0 flex-1'}>
      <dt className={`shrink-0 text-ink-2 ${isCrowded ? 'min-w-[2.4em]' : ''}`}>{term}</dt>
      <dd dir="auto" className="line-clamp-2 min-w-0 wrap-anywhere font-semibold">
        {name.trim()}
      </dd>
    </div>
  );
}

/** Long values shrink so that they stay clear of the rosette: 44 % of the width for the whole line. */
function valueSizeCqi(value: string): number {
  const widthEm = Array.from(value).reduce((sum, character) => sum + characterWidthEm(character), 0);
  return Math.min(13.5, 44 / widthEm);
}

/** Generous widths of the bold display face. */
function characterWidthEm(character: string): number {
  if (/[.,\s]/.test(character)) return 0.32;
  return /\p{Lu}/u.test(character) ? 0.95 : 0.68;
}
