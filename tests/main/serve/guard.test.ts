import { describe, expect, it } from 'vitest';
import { createGuard } from '../../../src/main/serve/guard.ts';

const guard = createGuard(4000, 'secret');
const judge = (url: string, headers: Record<string, string> = {}) =>
  guard.judge({ url, headers: { host: '127.0.0.1:4000', ...headers } });

describe('the guard of serve', () => {
  it('makes a long secret of its own, another each time', () => {
    const tokens = [createGuard(1).token, createGuard(1).token];
    expect(tokens[0]).toMatch(/^[\w-]{43}$/);
    expect(tokens[0]).not.toBe(tokens[1]);
  });

  it('lets the address with the secret in, and gives its page a cookie', () => {
    const verdict = judge('/?token=secret');
    expect(verdict).toEqual({ allowed: true, path: '/', by: 'address' });
    expect(guard.cookie(verdict)).toEqual({ 'Set-Cookie': 'backprop-4000=secret; HttpOnly; SameSite=Strict; Path=/' });
  });

  it('lets the cookie in, among others, and sets none again', () => {
    const verdict = judge('/assets/a.js', { cookie: 'theme=dark; backprop-4000=secret' });
    expect(verdict).toEqual({ allowed: true, path: '/assets/a.js', by: 'cookie' });
    expect(guard.cookie(verdict)).toEqual({});
  });

  it.each([
    ['no secret', '/', {}],
    ['another secret', '/?token=secreT', {}],
    ['an empty secret', '/?token=', {}],
    ['a longer secret', '/?token=secret1', {}],
    ["another port's cookie", '/', { cookie: 'backprop-4001=secret' }],
    ['a name that was bound to this machine', '/?token=secret', { host: 'evil.example:4000' }],
    ['another port', '/?token=secret', { host: '127.0.0.1:4001' }],
    ['no host', '/?token=secret', { host: '' }],
    ['a foreign page', '/?token=secret', { origin: 'https://evil.example' }],
    ['another local page', '/?token=secret', { origin: 'http://127.0.0.1:4001' }],
    ['a page without origin', '/?token=secret', { origin: 'null' }],
  ])('refuses %s', (_, url, headers) => {
    const verdict = judge(url, headers);
    expect(verdict).toMatchObject({ allowed: false, status: 403 });
    expect(guard.cookie(verdict)).toEqual({});
  });

  it('answers to localhost, and to its own page', () => {
    const headers = { host: 'localhost:4000', origin: 'http://localhost:4000' };
    expect(judge('/socket?token=secret', headers)).toMatchObject({ allowed: true, path: '/socket' });
  });

  it('refuses an address that cannot be read', () => {
    expect(judge('http://[')).toMatchObject({ allowed: false, status: 400 });
  });
});
