/**
 * Who may talk to `serve`. Three checks on every request, the WebSocket's included:
 *
 * - Host is this very loopback address (a page elsewhere that rebinds its name to 127.0.0.1 is refused)
 * - Origin, where a browser sends one, is our own page
 * - the secret of this process, from the address first opened, later from the cookie that this first page set
 *
 * The cookie keeps a reload working; its name has the port, since cookies are shared by all ports of a host.
 */

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export type Verdict =
  | { readonly allowed: true; readonly path: string; readonly by: 'address' | 'cookie' }
  | { readonly allowed: false; readonly status: 400 | 403; readonly message: string };

export interface Guard {
  readonly token: string;
  judge(request: Pick<IncomingMessage, 'url' | 'headers'>): Verdict;
  /** Headers that let the page that came with the token come back without it. */
  cookie(verdict: Verdict): Record<string, string>;
}

const refused = 'This address needs the secret that the workbench printed when it started: open that address.';

export function createGuard(port: number, token: string = randomBytes(32).toString('base64url')): Guard {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (port === 80) hosts.push('127.0.0.1', 'localhost');
  const cookieName = `backprop-${port}`;
  const matches = (given: string | null): boolean => given !== null && timingSafeEqual(digest(given), digest(token));

  return {
    token,
    judge({ url = '/', headers }) {
      const host = headers.host ?? '';
      if (!hosts.includes(host)) return forbid(`The workbench answers to ${hosts[0]} only.`);
      if (headers.origin !== undefined && headers.origin !== `http://${host}`)
        return forbid('The workbench answers to its own page only.');
      const address = URL.parse(url, `http://${host}`);
      if (address === null) return { allowed: false, status: 400, message: 'This address cannot be read.' };
      if (matches(address.searchParams.get('token'))) return { allowed: true, path: address.pathname, by: 'address' };
      if (matches(cookieOf(headers.cookie, cookieName))) return { allowed: true, path: address.pathname, by: 'cookie' };
      return forbid(refused);
    },
    cookie(verdict): Record<string, string> {
      if (!verdict.allowed || verdict.by === 'cookie') return {};
      return { 'Set-Cookie': `${cookieName}=${token}; HttpOnly; SameSite=Strict; Path=/` };
    },
  };
}

const forbid = (message: string): Verdict => ({ allowed: false, status: 403, message });

/** Equal lengths for the constant-time comparison, whatever was given. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

function cookieOf(header: string | undefined, name: string): string | null {
  for (const pair of header?.split(';') ?? []) {
    const [key, value] = pair.trim().split('=');
    if (key === name && value !== undefined) return value;
  }
  return null;
}
