/** The part of Trusted Types (W3C) that is used; the compiler's library does not have it. */
interface ScriptUrlPolicy {
  createScriptURL(url: string): string;
}
interface PolicyFactory {
  createPolicy(name: string, rules: { readonly createScriptURL: (url: string) => string }): ScriptUrlPolicy;
}

/** The one policy that the page's headers allow. */
const POLICY = 'pasillo-worker';

let policy: ScriptUrlPolicy | null = null;

/**
 * Starts a worker from a file of the app. Where the browser has Trusted Types the address goes through the page's only
 * policy, which lets nothing through but this origin's own scripts.
 */
export function startWorker(url: string): Worker {
  policy ??= createPolicy();
  return new Worker(policy.createScriptURL(url), { type: 'module' });
}

function createPolicy(): ScriptUrlPolicy {
  const rules = { createScriptURL: ownScript };
  const factory: unknown = Reflect.get(globalThis, 'trustedTypes');
  return isFactory(factory) ? factory.createPolicy(POLICY, rules) : rules;
}

function ownScript(url: string): string {
  const { origin } = new URL(url, window.location.href);
  if (origin !== window.location.origin) throw new Error(`a worker of another origin: ${origin}`);
  return url;
}

function isFactory(value: unknown): value is PolicyFactory {
  return typeof value === 'object' && value !== null && 'createPolicy' in value;
}
