import type { ViewModel } from './view-model.ts';

const BUSY_SAID_AFTER_MS = 400;

const SPELLING_EVENTS =
  'keydown keypress keyup beforeinput textInput input change compositionupdate compositionend paste copy cut drop'.split(
    ' ',
  );

export type Intents = {
  submit(text: string): void;
  typed(): void;
  remove(redemptionId: string): void;
  /** The field was left: what it should read now, neatly grouped. */
  tidied(text: string): string;
};

/** The shadow tree: built once, by hand, because a host's Trusted Types may forbid markup from strings. */
export class View {
  readonly root = part('div', 'root');
  readonly #label = part('label', 'label');
  readonly #testMode = part('span', 'test-mode');
  readonly #hint = part('p', 'hint');
  readonly #entry = part('div', 'entry');
  readonly #field = part('input', 'field');
  readonly #button = part('button', 'button');
  readonly #error = part('p', 'error');
  readonly #status = part('p', 'status');
  readonly #progress = document.createElement('p');
  readonly #list = part('ul', 'list');
  readonly #intents: Intents;
  #progressTimer: ReturnType<typeof setTimeout> | undefined;
  #listSignature = '';
  #problem: ViewModel['problem'] = null;

  constructor(intents: Intents) {
    this.#intents = intents;
    const head = part('div', 'head');
    head.append(this.#label, this.#testMode);
    this.#entry.append(this.#field, this.#button);
    this.#label.htmlFor = this.#field.id = 'code';
    this.#hint.id = 'hint';
    this.#error.id = 'error';
    this.#error.role = 'alert';
    this.#status.role = this.#progress.role = 'status';
    this.#progress.className = 'unseen';
    this.#button.type = 'button';
    setAttributes(this.#field, {
      type: 'text',
      dir: 'ltr',
      maxlength: '64',
      autocomplete: 'off',
      autocapitalize: 'characters',
      autocorrect: 'off',
      spellcheck: 'false',
      enterkeyhint: 'done',
      'aria-describedby': 'hint error',
    });
    this.root.append(head, this.#hint, this.#entry, this.#error, this.#status, this.#list, this.#progress);
    this.root.tabIndex = -1;
    this.#listen();
  }

  render(model: ViewModel): void {
    const hadFocus = this.#entry.matches(':focus-within');
    this.root.lang = model.language;
    if (model.direction) this.root.dir = model.direction;
    else this.root.removeAttribute('dir');
    say(this.#label, model.label);
    say(this.#testMode, model.testMode ?? '');
    say(this.#hint, model.hint);
    say(this.#button, model.button);
    // The same problem again is news: who does not see it must hear it again.
    if (model.problem !== this.#problem) this.#error.replaceChildren();
    this.#problem = model.problem;
    say(this.#error, model.error);
    say(this.#status, model.status);
    this.#field.hidden = !model.fieldShown;
    this.#field.disabled = !model.enabled;
    this.#field.setAttribute('aria-invalid', String(model.fieldInvalid));
    this.#button.disabled = !model.enabled;
    this.#button.ariaDisabled = String(model.busy !== null);
    this.#button.classList.toggle('busy', model.busy === 'field');
    this.#renderList(model);
    this.#sayProgress(model.busy ? model.busyText : '');
    // Nothing is left to press: the focus would fall to the page's top.
    if (hadFocus && !model.fieldShown && !model.button) this.root.focus();
  }

  focus(options?: FocusOptions): void {
    (this.#field.hidden ? this.#button : this.#field).focus(options);
  }

  /** @param text only this: what was typed meanwhile is the next code */
  clearField(text = this.#field.value): void {
    const { tidied } = this.#intents;
    if (tidied(this.#field.value) === tidied(text)) this.#field.value = '';
  }

  /** After a removal the focus would fall to the page's top: it goes to the neighbour instead, else to the field. */
  focusNear(index: number): void {
    const buttons = this.#list.querySelectorAll('button');
    const neighbour = buttons[Math.min(index, buttons.length - 1)];
    if (neighbour) neighbour.focus();
    else this.focus();
  }

  stop(): void {
    clearTimeout(this.#progressTimer);
  }

  #listen(): void {
    const { root } = this;
    const submit = () => this.#intents.submit(this.#field.value);
    this.#button.addEventListener('click', submit);
    this.#field.addEventListener('input', () => this.#intents.typed());
    this.#field.addEventListener('change', () => {
      this.#field.value = this.#intents.tidied(this.#field.value);
    });
    this.#field.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation();
      submit();
    });
    this.#list.addEventListener('click', ({ target }) => {
      const id = target instanceof Element ? target.closest('button')?.dataset.id : undefined;
      if (id) this.#intents.remove(id);
    });
    // A host's form handlers and analytics see composed events, and these would spell the code out to them. Keys that
    // write nothing go through: Escape closes the host's dialog, Ctrl+K opens its search.
    for (const type of SPELLING_EVENTS) {
      root.addEventListener(type, (event) => {
        const isCommand =
          event instanceof KeyboardEvent && (event.key.length > 1 || event.ctrlKey || event.metaKey);
        if (!isCommand) event.stopPropagation();
      });
    }
  }

  #renderList({ items, listLabel, itemsRemovable, enabled, busy }: ViewModel): void {
    this.#list.hidden = items.length === 0;
    this.#list.ariaLabel = listLabel;
    const signature = JSON.stringify([items, itemsRemovable]);
    if (signature !== this.#listSignature) {
      this.#listSignature = signature;
      const focusedId = this.#list.querySelector<HTMLElement>('button:focus')?.dataset.id;
      this.#list.replaceChildren(
        ...items.map(({ id, text, amount, removeText, removeLabel }) => {
          const item = part('li', 'item');
          const words = part('span', 'item-text');
          const value = part('span', 'amount');
          say(words, text);
          say(value, amount);
          // Into the words' own isolate: beside it, a page of the other direction would put the amount in front.
          words.firstElementChild?.append(value);
          item.append(words);
          if (itemsRemovable) {
            const remove = part('button', 'remove');
            remove.type = 'button';
            remove.dataset.id = id;
            remove.ariaLabel = removeLabel;
            say(remove, removeText);
            item.append(remove);
          }
          return item;
        }),
      );
      const focused = [...this.#list.querySelectorAll('button')].find(
        (button) => button.dataset.id === focusedId,
      );
      focused?.focus();
    }
    for (const button of this.#list.querySelectorAll('button')) {
      button.disabled = !enabled;
      button.ariaDisabled = String(busy !== null);
    }
  }

  /** A quick answer speaks for itself; only a slow one is announced as being under way. */
  #sayProgress(text: string): void {
    clearTimeout(this.#progressTimer);
    if (text === '') say(this.#progress, text);
    else this.#progressTimer = setTimeout(() => say(this.#progress, text), BUSY_SAID_AFTER_MS);
  }
}

function part<Name extends keyof HTMLElementTagNameMap>(
  tag: Name,
  name: string,
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(tag);
  element.className = name;
  element.part = name;
  return element;
}

function setAttributes(element: Element, attributes: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

/** `bdi` keeps a left-to-right sentence whole inside a right-to-left page, and the other way round. */
function say(element: HTMLElement, text: string): void {
  if (element.textContent === text) return;
  const isolated = document.createElement('bdi');
  isolated.textContent = text;
  element.replaceChildren(...(text === '' ? [] : [isolated]));
}
