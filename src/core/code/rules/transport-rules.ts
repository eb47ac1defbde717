import {
  compact,
  keyword,
  positional,
  someAssignment,
  someCall,
  someOption,
} from '../code-queries.ts';
import type { CodeRule } from '../code-weakness.ts';

const OFF = /^(?:False|false|0|!1|nil|null)$/;

/** Connections that anyone on the way can read or answer. */
export const transportRules: readonly CodeRule[] = [
  {
    id: 'tls-verification-off',
    cwe: 'CWE-295',
    title: 'the certificate of the other side is not verified',
    certainty: 0.8,
    matches: (code) =>
      someCall(
        code,
        /./,
        (call) => OFF.test(keyword(call, 'verify') ?? '') && !/jwt|decode/.test(call.path),
      ) ||
      someCall(code, /_create_unverified_context$|_create_stdlib_context$/) ||
      someCall(code, /disable_warnings$/, ({ path }) => path.includes('urllib3')) ||
      someAssignment(code, /^(?:check_hostname|verify)$/, OFF) ||
      someAssignment(code, /^verify_mode$/, /(?:CERT|VERIFY)_NONE$/) ||
      someAssignment(code, /^ServerCertificateValidationCallback$/, /=>true$|returntrue/) ||
      someCall(code, /danger_accept_invalid_(?:certs|hostnames)$/, (call) =>
        /^true$/.test(compact(positional(call, 0))),
      ) ||
      someCall(code, /[sS]etHostnameVerifier$/, (call) =>
        /->true$/.test(compact(positional(call, 0))),
      ) ||
      someAssignment(code, /^NODE_TLS_REJECT_UNAUTHORIZED$/, /^'?0'?$/) ||
      someOption(code, /^(?:rejectUnauthorized|strictSSL)$/, OFF) ||
      someOption(code, /^InsecureSkipVerify$/, /^true$/) ||
      code.tokens.some(({ text }) =>
        /^(?:ALLOW_ALL_HOSTNAME_VERIFIER|NoopHostnameVerifier|AllowAllHostnameVerifier)$/.test(
          text,
        ),
      ) ||
      someCall(
        code,
        /curl_setopt$|curl_easy_setopt$/,
        (call) =>
          /SSL_VERIFY(?:PEER|HOST)/.test(compact(positional(call, 1))) &&
          /^(?:0L?|false|FALSE)$/.test(compact(positional(call, 2))),
      ),
  },
  {
    id: 'old-tls',
    cwe: 'CWE-327',
    title: 'a version of TLS or SSL that is broken, or a socket that checks nothing',
    certainty: 0.7,
    matches: (code) =>
      someCall(code, /^ssl\.wrap_socket$/) ||
      code.tokens.some(
        ({ kind, text }) =>
          kind === 'name' &&
          /^(?:PROTOCOL_(?:SSLv2|SSLv3|TLSv1|TLSv1_1)|SSLv[23]_METHOD|SSLv23_METHOD|TLSv1(?:_1)?_METHOD)$/.test(
            text,
          ),
      ) ||
      someCall(code, /SSLContext\.getInstance$/, (call) =>
        /^'(?:SSL|SSLv3|TLSv1|TLSv1\.1)'$/.test(compact(positional(call, 0))),
      ),
  },
  {
    id: 'clear-text-login',
    cwe: 'CWE-319',
    title: 'a service that is logged in to without encryption',
    certainty: 0.6,
    matches: (code) =>
      someCall(code, /^(?:ftplib\.)?FTP$|^telnetlib\.Telnet$/) ||
      (someCall(code, /^smtplib\.SMTP$/) && !someCall(code, /starttls$/)),
  },
  {
    id: 'bind-everywhere',
    cwe: 'CWE-605',
    title: 'a service that listens on every interface',
    certainty: 0.5,
    matches: (code) =>
      someCall(code, /\.bind$/, (call) =>
        /'(?:0\.0\.0\.0|::|)',/.test(compact(positional(call, 0))),
      ) || someCall(code, /\.run$|\.listen$/, (call) => keyword(call, 'host') === "'0.0.0.0'"),
  },
];
