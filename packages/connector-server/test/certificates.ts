import { isIP } from 'node:net';
import { generate } from 'selfsigned';

/** A certificate and its private key, both PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export interface CertificateDates {
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

/** An authority made for a test, and what it signs. Elliptic keys: made in a millisecond. */
export class TestAuthority {
  readonly #own: Certificate;

  private constructor(own: Certificate) {
    this.#own = own;
  }

  static async create(name = 'Test authority'): Promise<TestAuthority> {
    const { cert, private: key } = await generate([{ name: 'commonName', value: name }], {
      keyType: 'ec',
      algorithm: 'sha256',
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
      ],
    });
    return new TestAuthority({ cert, key });
  }

  /** PEM: what `ca` takes. */
  get cert(): string {
    return this.#own.cert;
  }

  /** For a server that is reached by these names or addresses. */
  server(names: readonly string[], dates: CertificateDates = {}): Promise<Certificate> {
    const [first = 'nobody'] = names;
    return this.#sign(first, dates, [
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: names.map((value) => (isIP(value) ? { type: 7, ip: value } : { type: 2, value })),
      },
    ]);
  }

  /** For a client that shows who it is. */
  client(name: string, dates: CertificateDates = {}): Promise<Certificate> {
    return this.#sign(name, dates, [{ name: 'extKeyUsage', clientAuth: true }]);
  }

  async #sign(
    name: string,
    { notBefore, notAfter }: CertificateDates,
    extensions: NonNullable<NonNullable<Parameters<typeof generate>[1]>['extensions']>,
  ): Promise<Certificate> {
    const { cert, private: key } = await generate([{ name: 'commonName', value: name }], {
      keyType: 'ec',
      algorithm: 'sha256',
      ca: this.#own,
      ...(notBefore ? { notBeforeDate: notBefore } : {}),
      ...(notAfter ? { notAfterDate: notAfter } : {}),
      extensions: [
        { name: 'basicConstraints', cA: false },
        { name: 'keyUsage', digitalSignature: true },
        ...extensions,
      ],
    });
    return { cert, key };
  }
}
