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
    if (changes.some(({ target, addedNodes }) => [target, ...addedNodes].some(isWritten))) fetchFaces();
  });
  const onInput = ({ target }: Event) => {
    if (OF_MANY_GLYPHS.test((target as HTMLInputElement | HTMLTextAreaElement).value)) fetchFaces();
  };
  function fetchFaces(): void {
    observer.disconnect();
    body.removeEventListener('input', onInput);
    void import('./many-glyphs.css');
  }
  observer.observe(body, { subtree: true, childList: true, characterData: true });
  body.addEventListener('input', onInput);
}

function isWritten(node: Node): boolean {
  return OF_MANY_GLYPHS.test(node.textContent ?? '');
}
