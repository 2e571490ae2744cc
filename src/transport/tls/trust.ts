/** Whose certificate a client accepts besides those of known authorities. */
export interface Trust {
  /** Path of the file of fingerprints that were met; the first one of an address is added. */
  readonly known: string
  /** The SHA-256 fingerprint that the certificate must have, as `AB:CD:…`. */
  readonly fingerprint?: string
  /** Path of a PEM file with further authorities. */
  readonly ca?: string
}
