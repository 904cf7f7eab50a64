import { useState } from 'react';
import { fieldProblemsOf } from '../../api/refusal.ts';
import { focusReason, type ReasonFieldProps } from './ReasonField.tsx';

/** A reason that has to be given: what was typed, its problem, and the reason itself once there is one. */
export function useReason(error: unknown): { field: ReasonFieldProps; read: () => string | null } {
  const [reason, setReason] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  return {
    field: {
      value: reason,
      error: isMissing ? 'Say why.' : fieldProblemsOf(error).reason,
      onChange: setReason,
    },
    read() {
      const text = reason.trim();
      setIsMissing(text === '');
      if (text !== '') return text;
      focusReason();
      return null;
    },
  };
}
