import { describe, expect, it } from 'vitest';
import { guardRequest, guardUpgrade } from '../../../../src/shells/web/request-guard.ts';

const authority = '127.0.0.1:4310';
const own = { host: authority };

describe('a request', () => {
  it.each([
    ['without an origin, as a typed address has', own],
    ['of the page itself', { ...own, origin: `http://${authority}`, 'sec-fetch-site': 'same-origin' }],
    ['that a person started', { ...own, 'sec-fetch-site': 'none' }],
  ])('%s is let in', (_, headers) => {
    expect(guardRequest({ method: 'GET', url: '/', headers }, authority)).toEqual({ ok: true, value: undefined });
  });

  it.each([
    ['for another name that points here', { host: 'rebound.example:4310' }, 'wrong-host'],
    ['for localhost', { host: 'localhost:4310' }, 'wrong-host'],
    ['for another port', { host: '127.0.0.1:4311' }, 'wrong-host'],
    ['for our name with more behind it', { host: '127.0.0.1:4310.example' }, 'wrong-host'],
    ['without a host', {}, 'wrong-host'],
    ['of another site', { ...own, origin: 'https://shop.example' }, 'wrong-origin'],
    ['of a page without an origin', { ...own, origin: 'null' }, 'wrong-origin'],
    ['of another port of this machine', { ...own, origin: 'http://127.0.0.1:4311' }, 'wrong-origin'],
    ['of an encrypted twin', { ...own, origin: 'https://127.0.0.1:4310' }, 'wrong-origin'],
    ['that a browser calls cross-site', { ...own, 'sec-fetch-site': 'cross-site' }, 'wrong-origin'],
    ['that a browser calls same-site', { ...own, 'sec-fetch-site': 'same-site' }, 'wrong-origin'],
    ['with a body', { ...own, 'content-length': '1' }, 'unexpected-body'],
    ['with a body of unknown length', { ...own, 'transfer-encoding': 'chunked' }, 'unexpected-body'],
  ])('%s is refused', (_, headers, kind) => {
    expect(guardRequest({ method: 'GET', url: '/', headers }, authority)).toEqual({ ok: false, error: { kind } });
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'CONNECT', 'TRACE', undefined])('with the method %s is refused', (method) => {
    expect(guardRequest({ method, url: '/', headers: own }, authority)).toEqual({ ok: false, error: { kind: 'wrong-method' } });
  });
});

describe('an upgrade', () => {
  it('of the page itself is let in', () => {
    expect(guardUpgrade({ method: 'GET', url: '/rpc', headers: { ...own, origin: `http://${authority}` } }, authority)).toMatchObject({ ok: true });
  });

  it('without an origin is refused', () => {
    expect(guardUpgrade({ method: 'GET', url: '/rpc', headers: own }, authority)).toEqual({ ok: false, error: { kind: 'wrong-origin' } });
  });
});
