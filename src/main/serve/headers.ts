/** Headers of every answer of `serve`: nothing is kept, sniffed, framed or told to others. */

import { contentSecurityHeader } from '../csp.ts';

export const securityHeaders = {
  'Content-Security-Policy': contentSecurityHeader,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
} as const;
