// The shop's own script, on each of its pages: keeps its amount in step with the widget and notes what it hears.
const widget = document.querySelector('gift-certificate-redemption');
const heard = [];
Object.assign(window, { heard });

for (const name of ['ready', 'applied', 'removed', 'error']) {
  widget.addEventListener(name, ({ detail }) => heard.push({ name, ...detail }));
}
for (const name of ['ready', 'applied', 'removed']) {
  widget.addEventListener(name, ({ detail }) => {
    document.querySelector('output').value = String(detail.dueMinor);
  });
}
document.querySelector('form').addEventListener('submit', () => heard.push({ name: 'submit' }));
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
  heard.push({ name: 'violation', violatedDirective, blockedURI });
});
