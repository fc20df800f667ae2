/** Which routine of GlusterFS's library reads a body that we describe. */
import type { Protocol, Variant } from '../../src/decoder/xdr/protocol.ts';
import type { ProcedureDescriptor, TypeDescriptor } from '../../src/decoder/xdr/descriptor.ts';
import { containsRelease, parseRelease } from '../../src/decoder/xdr/releases.ts';

/** Types that the library has under another name: it shares one routine where we say whose each block is. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  gfx_lookup_rsp: 'gfx_common_2iatt_rsp',
  gfx_unlink_rsp: 'gfx_common_2iatt_rsp',
  gfx_write_rsp: 'gfx_common_2iatt_rsp',
  gfx_copy_file_range_rsp: 'gfx_common_3iatt_rsp',
  gd1_mgmt_unfriend_rsp: 'gd1_mgmt_friend_rsp',
};

/** Credentials, which no procedure carries: our type and the library's routine. */
export const CREDENTIALS: Readonly<Record<string, string>> = {
  auth_glusterfs_v1: 'auth_glusterfs_parms',
  auth_glusterfs_v2: 'auth_glusterfs_parms_v2',
  auth_glusterfs_v3: 'auth_glusterfs_params_v3',
};

/** One layout of what a procedure carries. */
export interface Body {
  readonly program: number;
  readonly version: number;
  readonly procedure: ProcedureDescriptor;
  readonly half: 'call' | 'reply';
  readonly variant: Variant;
}

/** Every layout of every call and reply. */
export function bodies(protocol: Protocol): Body[] {
  const out: Body[] = [];
  for (const { number: program, versions } of protocol.programs) {
    for (const { number: version, procedures } of versions) {
      for (const procedure of procedures) {
        for (const half of ['call', 'reply'] as const) {
          for (const variant of protocol.variants(procedure, half))
            out.push({ program, version, procedure, half, variant });
        }
      }
    }
  }
  return out;
}

/**
 * The routine of a release's library by a layout of a body. Layouts of other releases count where they have
 * the same bytes as one of that release; void bodies and those that changed have none.
 */
export function routines(protocol: Protocol, release: string): (variant: Variant) => string | null {
  const at = parseRelease(release)!;
  const names = new Map<TypeDescriptor, string>();
  for (const { variant } of bodies(protocol)) {
    const { type } = variant.field;
    if (type.name !== 'void' && containsRelease(variant.releases, at))
      names.set(type, OTHER_NAMES[type.name] ?? type.name);
  }
  return ({ field }) => names.get(field.type) ?? null;
}
