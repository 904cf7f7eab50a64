import { z } from 'zod';

const TYPES: Readonly<Record<string, string>> = {
  int: 'a whole number',
  record: 'an object',
  object: 'an object',
  array: 'an array',
  null: 'null',
};

const FORMS: Readonly<Record<string, string>> = {
  datetime: 'must be a time like 2026-11-22T13:05:00Z',
  date: 'must be a date like 2026-11-22',
  uuid: 'must be a UUID',
  email: 'must be an e-mail address like name@example.com',
  url: 'must be an address like https://www.example.com',
};

/**
 * What is wrong with a value and what would be right, to be read after its field's name; never the value itself, which may
 * be a code. Undefined where zod's own sentence will do.
 */
export function wordIssue(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return wordType(issue.expected, issue.input);
    case 'too_small':
      return wordLimit(issue.origin, Number(issue.minimum), { more: true });
    case 'too_big':
      return wordLimit(issue.origin, Number(issue.maximum), { more: false });
    case 'invalid_format':
      return FORMS[issue.format] ?? 'does not have the right form';
    case 'invalid_value': {
      const values = issue.values.map((value) => JSON.stringify(value)).join(', ');
      return issue.values.length === 1 ? `must be ${values}` : `must be one of ${values}`;
    }
    default:
      return undefined;
  }
}

/** Has zod word what it finds that way wherever a schema has no message of its own. It has one such place for all schemas. */
export function wordIssuesPlainly(): void {
  z.config({ customError: wordIssue });
}

function wordType(expected: string, input: unknown): string {
  const needed = typeNamed(expected);
  if (input === undefined) return `is missing; it must be ${needed}`;
  // A fraction where whole numbers go, or text of a query that is read as a number and is none.
  const isNumber = typeof input === 'number' && ['int', 'number'].includes(expected);
  return isNumber ? `must be ${needed}` : `must be ${needed}, not ${typeNamed(typeOf(input))}`;
}

function typeOf(input: unknown): string {
  if (input === null) return 'null';
  return Array.isArray(input) ? 'array' : typeof input;
}

function typeNamed(type: string): string {
  return TYPES[type] ?? `a ${type}`;
}

function wordLimit(origin: string, limit: number, { more }: { more: boolean }): string {
  if (origin === 'string') {
    if (more && limit === 1) return 'must not be empty';
    return `must have ${limit} ${limit === 1 ? 'character' : 'characters'} ${more ? 'or more' : 'at most'}`;
  }
  if (origin === 'array') {
    return `must have ${limit} ${limit === 1 ? 'entry' : 'entries'} ${more ? 'or more' : 'at most'}`;
  }
  return `must be ${limit} ${more ? 'or more' : 'or less'}`;
}
