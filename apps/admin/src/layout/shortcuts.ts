import { useEffect, useSyncExternalStore } from 'react';

export type Shortcuts = { openPalette: () => void; issueCertificate: (() => void) | null };

const SINGLE_KEYS_SETTING = 'boon.single-key-shortcuts';
const settingListeners = new Set<() => void>();

export function paletteKeyLabel(): string {
  return /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘K' : 'Ctrl K';
}

/** Whether `/` and `C` work as shortcuts. They can be switched off for people who dictate (WCAG 2.1.4). */
export function useSingleKeys(): [isOn: boolean, change: (isOn: boolean) => void] {
  const isOn = useSyncExternalStore(listenToSetting, areSingleKeysOn);
  return [isOn, changeSingleKeys];
}

/** Ctrl or Command with K opens the palette, `/` goes to the search of the screen, `C` starts a new certificate. */
export function useShortcuts({ openPalette, issueCertificate }: Shortcuts): void {
  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
      if (isPaletteKey(event)) {
        event.preventDefault();
        openPalette();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !areSingleKeysOn())
        return;
      if (event.key === '/') {
        event.preventDefault();
        focusSearch(openPalette);
      }
      if (event.key === 'c' && issueCertificate) {
        event.preventDefault();
        issueCertificate();
      }
    }
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [openPalette, issueCertificate]);
}

function focusSearch(openPalette: () => void): void {
  const field = document.querySelector<HTMLInputElement>('input[data-search]');
  field?.focus();
  field?.select();
  if (!field) openPalette();
}

function isPaletteKey(event: KeyboardEvent): boolean {
  return (
    (event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k'
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

function areSingleKeysOn(): boolean {
  return localStorage.getItem(SINGLE_KEYS_SETTING) !== 'off';
}

function changeSingleKeys(isOn: boolean): void {
  localStorage.setItem(SINGLE_KEYS_SETTING, isOn ? 'on' : 'off');
  for (const listener of settingListeners) listener();
}

function listenToSetting(listener: () => void): () => void {
  settingListeners.add(listener);
  return () => settingListeners.delete(listener);
}
