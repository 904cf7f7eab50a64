// The shop's own script: keeps the amounts on the page in step with the widget. The server reads them back anyway.
// The marked region is part of docs/integration-guide.md, line by line; a test compares them.
function write(name, text) {
  for (const place of document.querySelectorAll(`[data-amount="${name}"]`)) place.textContent = text;
}

function show({ currency, appliedMinor, dueMinor }) {
  write('applied', appliedMinor === 0 ? money(0, currency) : `−${money(appliedMinor, currency)}`);
  write('due', money(dueMinor, currency));
  document.querySelector('[data-when="due"]').hidden = dueMinor === 0;
  document.querySelector('[data-when="paid"]').hidden = dueMinor !== 0;
  document.querySelector('input[name="expected_due"]').value = String(dueMinor);
}

// #region guide: listen to the widget
const widget = document.querySelector('gift-certificate-redemption');
for (const name of ['ready', 'applied', 'removed']) {
  widget.addEventListener(name, ({ detail }) => show(detail));
}
if (widget.order) show(widget.order);

function money(amountMinor, currency) {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.format(amountMinor / 10 ** format.resolvedOptions().maximumFractionDigits);
}
// #endregion
