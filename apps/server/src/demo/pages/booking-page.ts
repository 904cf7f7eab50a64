import { html } from 'hono/html';
import type { BookingFields, FieldName, FieldProblems } from '../booking-form.ts';
import { CURRENCY, PEOPLE_MAX, TOURS } from '../tours.ts';
import { layout, type Markup, money } from './layout.ts';

/** The first page: choose a tour and say who you are. */
export function bookingPage(fields: BookingFields, problems: FieldProblems): Markup {
  const isRejected = Object.keys(problems).length > 0;
  return layout({
    title: isRejected ? 'Please check your booking' : 'Book a tour',
    calls: [
      {
        line: 'POST /v1/orders',
        why: 'is sent when you continue: reference, total, currency, customer, expiry.',
      },
    ],
    main: html`
<h1>Where shall we take you?</h1>
<p class="lead">Small groups, warm clothes, honest weather. Pick a tour; you can pay with a gift certificate in the next step.</p>
<form method="post" action="/demo/bookings" class="booking">
<input type="hidden" name="nonce" value="${fields.nonce}">
${isRejected ? html`<p class="notice" role="alert">Some details are missing or look wrong. Please check the fields marked below.</p>` : ''}
<fieldset${describedBy('tour', problems)}>
<legend>Tour</legend>
${TOURS.map(
  (tour) => html`<label class="tour">
<input type="radio" name="tour" value="${tour.id}" required${tour.id === fields.tour ? html` checked` : ''}>
<span class="tour-name">${tour.name}</span>
<span class="tour-summary">${tour.summary}</span>
<span class="tour-price">${money(tour.pricePerPersonMinor, CURRENCY)} <span>a person</span></span>
</label>`,
)}
${problemText('tour', problems)}
</fieldset>
<div class="pair">
<div class="field">
<label for="people">People</label>
<select id="people" name="people"${describedBy('people', problems)}>
${Array.from({ length: PEOPLE_MAX }, (_, index) => String(index + 1)).map(
  (count) =>
    html`<option value="${count}"${count === fields.people ? html` selected` : ''}>${count}</option>`,
)}
</select>
${problemText('people', problems)}
</div>
<div class="field">
<label for="name">Your name</label>
<input id="name" name="name" type="text" autocomplete="name" maxlength="100" required value="${fields.name}"${describedBy('name', problems)}>
${problemText('name', problems)}
</div>
<div class="field">
<label for="email">E-mail</label>
<input id="email" name="email" type="email" autocomplete="email" maxlength="254" required value="${fields.email}"${describedBy('email', problems)}>
${problemText('email', problems)}
</div>
</div>
<button type="submit" class="primary">Continue to payment</button>
</form>`,
  });
}

function describedBy(field: FieldName, problems: FieldProblems): Markup | '' {
  if (problems[field] === undefined) return '';
  return field === 'tour'
    ? html` aria-describedby="tour-problem"`
    : html` aria-invalid="true" aria-describedby="${field}-problem"`;
}

function problemText(field: FieldName, problems: FieldProblems): Markup | '' {
  const problem = problems[field];
  return problem === undefined ? '' : html`<p class="problem" id="${field}-problem">${problem}</p>`;
}
