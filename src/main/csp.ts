/**
 * The content security policy of the page, the same in every host: as a meta element in the built page, and as a header
 * from `serve`. Scripts come from the bundle alone and nothing may be evaluated. Styles may be inline, since the component
 * library writes its colour tokens into a style element.
 */

const directives = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self' ws://127.0.0.1:* ws://localhost:*",
  "base-uri 'none'",
  "form-action 'none'",
];

export const contentSecurityPolicy = directives.join('; ');
/** Framing can only be forbidden by a header. */
export const contentSecurityHeader = [...directives, "frame-ancestors 'none'"].join('; ');
