import type { Page } from '@playwright/test';

type Overhearing = Window & { overheard?: string[] };

/**
 * From now on every page of the browser's tab notes what an analytics script could: all text in all events that reach the
 * window, the browser's own and the widget's alike.
 */
export async function overhear(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const overheard: string[] = [];
    Object.assign(window, { overheard });
    const named = Object.keys(window).filter((name) => name.startsWith('on'));
    const types = new Set(named.map((name) => name.slice(2)));
    const unnamed =
      'textInput compositionstart compositionupdate compositionend focusin focusout ready applied removed';
    for (const type of unnamed.split(' ')) types.add(type);
    const note = (value: unknown, depth: number) => {
      if (typeof value === 'string') overheard.push(value);
      else if (value instanceof DataTransfer) overheard.push(value.getData('text'));
      else if (
        typeof value === 'object' &&
        value !== null &&
        depth > 0 &&
        !(value instanceof Node || value instanceof Window)
      ) {
        for (const key in value) note(Reflect.get(value, key), depth - 1);
      }
    };
    for (const type of types) window.addEventListener(type, (event) => note(event, 2));
  });
}

/** All of it in one string without separators, so that a code that came letter by letter is found too. */
export async function overheardBy(page: Page): Promise<string> {
  const texts = await page.evaluate(() => (window as Overhearing).overheard ?? []);
  return texts.join('').replace(/[\s-]/g, '').toUpperCase();
}
