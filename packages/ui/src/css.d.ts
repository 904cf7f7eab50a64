/** Whoever bundles a page makes a style sheet of it. */
declare module '*.css';
