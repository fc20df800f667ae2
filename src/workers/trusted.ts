/** The policy of the page accepts the URL of a built worker and no other. */

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(input: string): string },
  ): { createScriptURL(input: string): unknown };
}

/** Called once in a page or worker: each makes workers of one script alone. */
export function trusted(url: string): string | URL {
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  if (!types) return url;
  const policy = types.createPolicy('worker', {
    createScriptURL(input) {
      if (input !== url) throw new TypeError('Only the built script may run as a worker.');
      return input;
    },
  });
  return policy.createScriptURL(url) as string;
}
