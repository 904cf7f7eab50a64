import { Button } from '@boon/ui';
import { KeyCap } from './KeyCap.tsx';
import { useOpenPalette } from './palette-context.ts';
import { paletteKeyLabel } from './shortcuts.ts';

export function SearchButton({ className = '' }: { className?: string }) {
  const openPalette = useOpenPalette();
  return (
    <Button size="admin" className={className} onClick={openPalette} aria-keyshortcuts="Meta+K Control+K">
      Search
      <KeyCap>{paletteKeyLabel()}</KeyCap>
    </Button>
  );
}
