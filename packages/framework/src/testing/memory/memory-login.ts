import {
  InvalidCredentialException,
  InvalidPasswordException,
  UnknownUidException,
} from '../../common/errors/exceptions.js';
import type { GuardedString } from '../../common/security/guarded-string.js';
import type { Uid } from '../../common/uid.js';
import type { MemoryStore } from './memory-store.js';

export function login(store: MemoryStore, username: string, password: GuardedString): Uid {
  const uid = store.uidOf(username);
  if (!uid) throw new InvalidCredentialException(`Nobody is called '${username}'.`);
  if (!store.accepts(uid, password)) throw new InvalidPasswordException(`Wrong password of '${username}'.`);
  if (!store.isEnabled(uid)) throw new InvalidCredentialException(`'${username}' is disabled.`);
  return uid;
}

export function whoIs(store: MemoryStore, username: string): Uid {
  const uid = store.uidOf(username);
  if (uid) return uid;
  throw new UnknownUidException(`Nobody is called '${username}'.`);
}
