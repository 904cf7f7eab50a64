import { GiftCertificateRedemption } from './element.ts';

const NAME = 'gift-certificate-redemption';

// Loaded twice (a tag manager, a single-page app), the first one stays.
if (!customElements.get(NAME)) customElements.define(NAME, GiftCertificateRedemption);
