import { html } from 'hono/html';
import { isProblemCode, statusOf, titleOf } from './problems.ts';
import { type ApiDocument, type Field, type Operation, operationsOf } from './reference-model.ts';
import { tryItForm, tryItKey } from './reference-try-it.ts';

type Html = ReturnType<typeof html>;

/** The API's reference as one page that reads without a script, made from the published document; a script lets calls be tried. */
export function referencePage(document: ApiDocument): Html {
  const operations = operationsOf(document);
  const tags = (document.tags ?? []).map(({ name, description }) => ({
    name,
    description: description ?? '',
  }));
  const named = operations.flatMap(({ problems }) => problems.flatMap(({ codes }) => codes));
  // Besides those of the calls: what an address says that is called in a way it does not know.
  const codes = [...new Set([...named, 'method_not_allowed'])].filter(isProblemCode);
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Boon API reference</title>
    <link rel="stylesheet" href="/docs/reference.css" />
    <script type="module" src="/docs/try-it.js"></script>
  </head>
  <body>
    <nav aria-label="Calls" tabindex="0">
      <details>
      <summary>All calls</summary>
      <ul>
        ${tags.map(
          ({ name }) => html`<li>${name}<ul>
              ${operations
                .filter(({ tag }) => tag === name)
                .map(({ id, summary }) => html`<li><a href="#${id}">${shortened(summary)}</a></li>`)}
            </ul></li>`,
        )}
        <li><a href="#errors">Errors</a></li>
      </ul>
      </details>
    </nav>
    <main>
      <h1>Boon API</h1>
      ${paragraphs(document.info.description ?? '')}
      <p>New here? <a href="/docs/guide">The integration guide</a> goes from nothing to a working checkout.</p>
      <p>For machines: <a href="/v1/openapi.json">OpenAPI 3.1</a>.</p>
      ${tryItKey()}
      ${tags.map(
        ({ name, description }) => html`<h2>${name}</h2>
          <p>${description}</p>
          ${operations.filter(({ tag }) => tag === name).map(operationSection)}`,
      )}
      <h2 id="errors">Errors</h2>
      <dl>
        ${codes.map(
          (code) => html`<dt id="${code}"><code>${code}</code> ${statusOf(code)}</dt>
            <dd>${titleOf(code)}.</dd>`,
        )}
      </dl>
    </main>
  </body>
</html>`;
}

function operationSection(operation: Operation): Html {
  const { id, method, path, summary, description, scopes, parameters, body, answer, problems, curl } =
    operation;
  const mark = operation.effect === 'reads' ? '○ Reads only' : '● Changes data';
  const call = `${method} ${path}`;
  return html`<section aria-labelledby="${id}">
    <h3 id="${id}">${summary}</h3>
    <p class="about">
      <code class="call">${call}</code>
      <span>Scope: ${scopes.join(' or ')}</span>
      <span class="${operation.effect}">${mark}</span>
    </p>
    ${description === '' ? '' : paragraphs(description)}
    <pre tabindex="0" aria-label="${call} with curl"><code data-curl="${id}">${curl}</code></pre>
    ${tryItForm(operation)}
    ${fieldTable('Parameters', call, parameters)} ${fieldTable('Body', call, body)}
    <h4>Answer ${answer.status}</h4>
    <p>${answer.description}</p>
    ${answer.examples.length === 0 ? '' : exampleAnswers(call, answer.examples)}
    ${fieldTable('Fields', call, answer.fields)}
    <h4>Refusals</h4>
    <ul class="codes">
      ${problems.map(
        ({ status, codes }) =>
          html`<li>${status} ${codes.map((code) => html`<a href="#${code}"><code>${code}</code></a> `)}</li>`,
      )}
    </ul>
  </section>`;
}

function exampleAnswers(call: string, examples: readonly string[]): Html {
  return html`<details>
    <summary>Example</summary>
    ${examples.map((example) => html`<pre tabindex="0" aria-label="Answer of ${call}"><code>${example}</code></pre>`)}
  </details>`;
}

function fieldTable(caption: string, call: string, fields: readonly Field[]): Html | '' {
  if (fields.length === 0) return '';
  return html`<details ${caption === 'Fields' ? '' : 'open'}>
    <summary>${caption}</summary>
    <div class="scroll" tabindex="0" role="region" aria-label="${caption} of ${call}">
      <table>
        <thead>
          <tr><th scope="col">Name</th><th scope="col">Type</th><th scope="col">Meaning</th></tr>
        </thead>
        <tbody>
          ${fields.map(
            ({ name, type, required, description }) => html`<tr>
              <th scope="row"><code>${name}</code></th>
              <td>${type}</td>
              <td>${required ? 'Always. ' : 'Optional. '}${marked(description)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}

function paragraphs(text: string): Html[] {
  return text.split('\n\n').map((paragraph) => html`<p>${marked(paragraph)}</p>`);
}

// The two marks the document's texts use: code and strong.
function marked(text: string): (Html | string)[] {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((part) => {
    if (part.startsWith('`')) return html`<code>${part.slice(1, -1)}</code>`;
    return part.startsWith('**') ? html`<strong>${part.slice(2, -2)}</strong>` : part;
  });
}

function shortened(summary: string): string {
  return summary.split(/[,;:]/)[0] ?? summary;
}
