import { useMemo } from 'react';
import { useSession } from '../session/session.ts';
import { createFormats, type Formats } from './formats.ts';

export function useFormats(): Formats {
  const { language, timeZone } = useSession().brand;
  return useMemo(() => createFormats(language, timeZone), [language, timeZone]);
}
