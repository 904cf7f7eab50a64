import { Outlet, useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { GuessingAlert } from '../features/guessing/GuessingAlert.tsx';
import { Palette } from '../features/palette/Palette.tsx';
import { PaletteContext } from '../layout/palette-context.ts';
import { Shell } from '../layout/Shell.tsx';
import { useShortcuts } from '../layout/shortcuts.ts';
import { useMay } from '../session/session.ts';
import { SessionGate } from './SessionGate.tsx';

export function Root() {
  return (
    <SessionGate>
      <Console />
    </SessionGate>
  );
}

function Console() {
  const navigate = useNavigate();
  const mayIssue = useMay('issue');
  const [isPaletteOpen, setIsPaletteOpen] = useState(false);
  const openPalette = useCallback(() => setIsPaletteOpen(true), []);
  const closePalette = useCallback(() => setIsPaletteOpen(false), []);
  const issueCertificate = useMemo(
    () => (mayIssue ? () => void navigate({ to: '/certificates/new' }) : null),
    [mayIssue, navigate],
  );
  useShortcuts({ openPalette, issueCertificate });

  return (
    <PaletteContext value={openPalette}>
      <Shell>
        <GuessingAlert />
        <Outlet />
      </Shell>
      <Palette isOpen={isPaletteOpen} onClose={closePalette} />
    </PaletteContext>
  );
}
