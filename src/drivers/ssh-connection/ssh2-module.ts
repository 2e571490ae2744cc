/** The SSH library as its types describe it. */
export type Ssh2 = typeof import('ssh2')

/** Loads the SSH library when it is first needed. It is CommonJS, which its types do not tell. */
export async function loadSsh2(): Promise<Ssh2> {
  const { default: module } = (await import('ssh2')) as unknown as { readonly default: Ssh2 }
  return module
}
