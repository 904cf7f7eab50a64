// In this order, in one browser: the first signs in for all, and the last count everything that is stored.
import './sign-in.spec.ts';
import './bad-input.spec.ts';
