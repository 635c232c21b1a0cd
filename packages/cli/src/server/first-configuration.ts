import { SERVER_DEFAULTS } from '@icf-ts/connector-server';

/** The configuration that `icf server init` writes: what a server needs, and the rest as comments. */
export const firstConfiguration = (keyHash: string): string => `\
# Configuration of a connector server. Every property: docs/reference/server-configuration.md
# Try a change with: icf server check
# Any value may be a reference: \${env:NAME}, \${env:NAME:-default}, \${file:path}. Relative paths count from here.

server:
  # 127.0.0.1 is this machine only. 0.0.0.0 is every address: configure tls first.
  host: ${SERVER_DEFAULTS.host}
  port: ${SERVER_DEFAULTS.port}
  # How long running calls may take to end when the server is told to stop.
  drainTimeoutMs: 30000

# Without TLS, keys and secrets cross the network readable. A certificate for a try:
#   openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 365 -subj /CN=connectors.example.org \\
#     -addext subjectAltName=DNS:connectors.example.org -keyout server.key -out server.crt
# tls:
#   certificate: server.crt
#   key: server.key
#   passphrase: \${file:/run/secrets/passphrase}

clients:
  # One for each platform, so that logs say who it was and a key can be changed alone.
  - name: default
    # The hash of the key. Another key: icf server set-key. One more while platforms change over: icf server set-key --add
    key: ${keyHash}
    # addresses: [10.0.0.0/8]
    # access:
    #   - readOnly: true

bundles:
  # A bundle is a sub-folder. New ones are loaded while the server runs; move them here whole (mv), or copy them.
  directory: bundles
  # Bundles that are installed as packages.
  packages:
    - '@icf-ts/salesforce-bundle'
  # What a platform gets that asks for a version which is not here any more: the newest of the same first number.
  versions: compatible

# Other products' names for connectors of ours.
# aliases:
#   org.example.legacy.LdapConnector: '@example/ldap-bundle/^1/LdapConnector'

log:
  level: info
  # Lines for people instead of JSON.
  # pretty: true

# A record of every call, for good: who, what, on which object, how it ended.
# audit:
#   destination: audit.log

# /health/live, /health/ready and /metrics over HTTP, for this machine only.
# endpoint:
#   port: 8760
`;
