export { BrandStyle } from './BrandStyle.tsx';
export {
  Button,
  type ButtonProps,
  type ButtonSize,
  type ButtonVariant,
  buttonClasses,
  type ControlSize,
} from './Button.tsx';
export { CertificateFace, type CertificateFaceProps } from './CertificateFace.tsx';
export { type Choice, ChoiceChips, type ChoiceChipsProps } from './ChoiceChips.tsx';
export { Dialog, type DialogProps } from './Dialog.tsx';
export { formatInstant, formatLocalDate } from './dates.ts';
export { EmptyState } from './EmptyState.tsx';
export { ErrorSummary, type ErrorSummaryProps, type SummaryProblem } from './ErrorSummary.tsx';
export {
  describedBy,
  Field,
  type FieldControl,
  FieldMessages,
  type FieldProps,
  useFieldControl,
} from './Field.tsx';
export { AlertIcon, CheckIcon, CloseIcon, DownloadIcon } from './icons.tsx';
export { Select, TextArea, type TextAreaProps, TextInput } from './inputs.tsx';
export { Money, type MoneyProps } from './Money.tsx';
export { watchForManyGlyphs } from './many-glyphs.ts';
export { Rosette, type RosetteProps } from './Rosette.tsx';
export { Loading, Skeleton } from './Skeleton.tsx';
export {
  Badge,
  type BadgeShape,
  type BadgeStatus,
  type BadgeTone,
  type CertificateStatus,
  type DeliveryStatus,
  type OrderStatus,
  StatusBadge,
} from './StatusBadge.tsx';
export { type Toast, ToastProvider, useToast } from './Toast.tsx';
