import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { GiftCertificateRedemptionElement, GiftCertificateRedemptionEventMap } from './host-types.ts';

type Handlers = {
  readonly [Name in keyof GiftCertificateRedemptionEventMap as `on${Name}`]?: (
    event: GiftCertificateRedemptionEventMap[Name],
  ) => void;
};

/** React 19 sets the element's properties and listens to its events by themselves: `onapplied`, in lower case. */
export type GiftCertificateRedemptionProps = Handlers &
  DetailedHTMLProps<HTMLAttributes<GiftCertificateRedemptionElement>, GiftCertificateRedemptionElement> & {
    token: string;
    api?: string;
    locale?: string;
    name?: string;
    disabled?: boolean;
  };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'gift-certificate-redemption': GiftCertificateRedemptionProps;
    }
  }
}
