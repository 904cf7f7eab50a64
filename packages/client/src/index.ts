export type {
  BoonClient,
  BoonClientOptions,
  CallOptions,
  Certificate,
  CertificatePage,
  CertificateQuery,
  CertificateWithCode,
  CheckoutToken,
  CodeCheck,
  CodeCheckInput,
  CodeInput,
  ExtendInput,
  NewCertificate,
  NewOrder,
  Order,
  OrderChange,
  PostOptions,
  ReactivateInput,
  Redemption,
  ReissueInput,
  VoidInput,
} from './boon-client.ts';
export { createBoonClient } from './create-boon-client.ts';
export { BoonProblem, type BoonProblemCode, type Problem } from './problem.ts';
export type { Fetch } from './send.ts';
