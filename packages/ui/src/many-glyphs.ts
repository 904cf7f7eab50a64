const OF_MANY_GLYPHS =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{Emoji_Presentation}]|\uFE0F/u;

/**
 * Fetches the faces of Chinese, Japanese, Korean and emoji once the page holds a character of theirs, drawn or typed into a
 * field: most visits need none of them. Every device of a person who writes these scripts has faces of its own; this is for
 * whoever reads a name or a message on one that has not.
 */
export function watchForManyGlyphs(page: Document = document): void {
  const body = page.body;
  const observer = new MutationObserver((changes) => {
    // Only what has come is read: a long list whose rows change is not read whole each time.
    const written = changes.flatMap(({ type, target, addedNodes }) =>
      type === 'characterData' ? target : [...addedNodes],
    );
    if (written.some((node) => OF_MANY_GLYPHS.test(node.textContent ?? ''))) fetchFaces();
  });
  const onInput = ({ target }: Event) => {
    if (OF_MANY_GLYPHS.test((target as HTMLInputElement | HTMLTextAreaElement).value)) fetchFaces();
  };
  function fetchFaces(): void {
    observer.disconnect();
    body.removeEventListener('input', onInput);
    // Without them the device draws what it can.
    import('./many-glyphs.css').catch(() => undefined);
  }
  observer.observe(body, { subtree: true, childList: true, characterData: true });
  body.addEventListener('input', onInput);
}
