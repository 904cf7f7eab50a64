import { describe, expect, it } from 'vitest';
import { emptyFields, readBooking } from './booking-form.ts';
import { bookingOf, createNonce, isNonce, referenceOf, TOURS, totalMinorOf } from './tours.ts';

const valid = { tour: 'kayak', people: '3', name: ' Ann Ek ', email: 'ann@example.com', nonce: '7F3K9Q' };

describe('the booking form', () => {
  it('takes the price from the catalogue, never from the browser', () => {
    const read = readBooking({ ...valid, total: '1', price: '1' });
    expect(read.ok && totalMinorOf(read.booking)).toBe(26700);
  });

  it('trims what was typed and keeps the nonce, so that sending twice books once', () => {
    expect(readBooking(valid)).toMatchObject({ ok: true, nonce: '7F3K9Q', customer: { name: 'Ann Ek' } });
  });

  it('names every field that is wrong and gives back what was typed', () => {
    const read = readBooking({ tour: 'moon', people: '5', name: '', email: 'ann@' });
    expect(read).toMatchObject({ ok: false, fields: { tour: 'moon', people: '5', email: 'ann@' } });
    expect(!read.ok && Object.keys(read.problems)).toEqual(['tour', 'people', 'name', 'email']);
  });

  it('refuses files, lists and long texts where a short text belongs', () => {
    expect(readBooking({ ...valid, name: ['a', 'b'] }).ok).toBe(false);
    expect(readBooking({ ...valid, name: 'x'.repeat(101) }).ok).toBe(false);
    expect(readBooking({ ...valid, email: `${'x'.repeat(260)}@example.com` }).ok).toBe(false);
  });

  it('replaces a nonce that is not one of its own', () => {
    const read = readBooking({ ...valid, nonce: '../../x' });
    expect(read.ok && isNonce(read.nonce)).toBe(true);
  });

  it('opens with the first tour for two', () => {
    expect(emptyFields()).toMatchObject({ tour: 'kayak', people: '2', name: '' });
  });
});

describe('a booking reference', () => {
  it('says what was booked', () => {
    for (const tour of TOURS) {
      for (const people of [1, 2, 3, 4]) {
        expect(bookingOf(referenceOf({ tour, people }, createNonce()))).toEqual({ tour, people });
      }
    }
  });

  it('of another shop says nothing', () => {
    for (const reference of ['', 'AJ-XX1-7F3K9Q', 'AJ-KA9-7F3K9Q', 'R-1001'])
      expect(bookingOf(reference)).toBeNull();
  });
});
