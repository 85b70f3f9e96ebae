import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { securityHeaders } from '../../../../src/shells/page/security-headers.ts';

/** The style element inside the template of the installed viewer. */
function viewerStyle(): string {
  const entry = createRequire(import.meta.url).resolve('@google/model-viewer');
  const template = readFileSync(join(dirname(entry), '../lib/template.js'), 'utf8');
  return template.slice(template.indexOf('<style>') + '<style>'.length, template.indexOf('</style>'));
}

describe('what a page may do', () => {
  it.each(['web', 'electron'] as const)('lets the %s page draw models, by the style of the very viewer that is installed', (policy) => {
    const csp = securityHeaders(policy)['content-security-policy'] ?? '';
    const hash = createHash('sha256').update(viewerStyle()).digest('base64');
    expect(csp).toContain(`style-src 'self' 'sha256-${hash}';`);
    expect(csp).toContain('trusted-types pasillo-worker lit-html');
    expect(csp).not.toContain('unsafe-inline');
  });
});
