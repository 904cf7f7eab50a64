/** Where the focus goes when what had it is gone: the heading names the screen, and Tab goes on from the top. */
export function focusHeading(): void {
  document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
}
