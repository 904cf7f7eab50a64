/** One business, as the rules need to know it. Money in minor units of `currency`; `timeZone` is IANA. */
export type Workspace = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly publicEmail: string;
  readonly notificationEmail: string;
  readonly brandColour: string;
  readonly currency: string;
  readonly language: string;
  readonly timeZone: string;
  readonly portalEnabled: boolean;
  readonly portalHeading: string;
  readonly portalIntro: string;
  readonly amountMinMinor: number;
  readonly amountMaxMinor: number;
  readonly suggestedAmountsMinor: readonly number[];
  readonly expiresAfterDays: number | null;
  readonly terms: string;
  readonly bookingUrl: string | null;
  readonly allowedOrigins: readonly string[];
};

export type StaffRole = 'owner' | 'admin' | 'staff' | 'viewer';
