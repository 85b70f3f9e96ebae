import type { Migration } from '../migrate.ts';

/** Members and consents speak Portuguese and Catalan as well. Orders and refunds name any language: their tables never said which. */
export const languages: Migration = {
  number: 79,
  name: 'languages',
  statements: [
    'ALTER TABLE members DROP CONSTRAINT IF EXISTS members_locale_check',
    "ALTER TABLE members ADD CONSTRAINT members_locale_check CHECK (locale IN ('es', 'en', 'pt', 'ca'))",
    'ALTER TABLE consents DROP CONSTRAINT IF EXISTS consents_locale_check',
    "ALTER TABLE consents ADD CONSTRAINT consents_locale_check CHECK (locale IN ('es', 'en', 'pt', 'ca'))",
  ],
};
