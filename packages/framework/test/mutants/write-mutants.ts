import { MemoryConnector } from '@icf-ts/framework/testing';
import {
  Attribute,
  AttributeDelta,
  AttributeSet,
  ConnectorException,
  Name,
  Uid,
  UnknownUidException,
  isConnectorException,
  type BatchOutcome,
  type BatchTask,
  type ObjectClass,
  type OperationOptions,
} from '@icf-ts/framework/spi';
import type { Mutant } from './mutant.js';

class ReturnsNameAsUid extends MemoryConnector {
  override async create(
    type: ObjectClass,
    attributes: AttributeSet,
    options: OperationOptions,
  ): Promise<Uid> {
    await super.create(type, attributes, options);
    return new Uid(attributes.single(Name.NAME) as string);
  }
}

class RefusesTakenNameInItsOwnWords extends MemoryConnector {
  override async create(
    type: ObjectClass,
    attributes: AttributeSet,
    options: OperationOptions,
  ): Promise<Uid> {
    try {
      return await super.create(type, attributes, options);
    } catch (error) {
      if (isConnectorException(error) && error.name === 'AlreadyExistsException')
        throw new ConnectorException(error.message, { cause: error });
      throw error;
    }
  }
}

/** Does not hand the signal on, so that the target works on after an abort. */
class CreatesAfterAbort extends MemoryConnector {
  override create(type: ObjectClass, attributes: AttributeSet, { values }: OperationOptions): Promise<Uid> {
    const deaf = { values } as OperationOptions;
    return super.create(type, attributes, deaf);
  }
}

const MAX_TEXT = 255;
class CutsLongTexts extends MemoryConnector {
  override create(type: ObjectClass, attributes: AttributeSet, options: OperationOptions): Promise<Uid> {
    const cut = [...attributes].map((item) =>
      item.name !== Name.NAME && item.values?.some((value) => typeof value === 'string')
        ? new Attribute(
            item.name,
            item.values.map((value) => (typeof value === 'string' ? value.slice(0, MAX_TEXT) : value)),
          )
        : item,
    );
    return super.create(type, AttributeSet.of(cut), options);
  }
}

class KnowsNamesInTheirCaseOnly extends MemoryConnector {
  override async resolveUsername(
    type: ObjectClass,
    username: string,
    options: OperationOptions,
  ): Promise<Uid> {
    const uid = await super.resolveUsername(type, username, options);
    if (this.target.store(type).object(uid.value)?.name.value === username) return uid;
    throw new UnknownUidException(`Nobody is called '${username}'.`);
  }
}

class UpdatesNobodySilently extends MemoryConnector {
  override update(
    type: ObjectClass,
    uid: Uid,
    attributes: AttributeSet,
    options: OperationOptions,
  ): Promise<Uid> {
    return super.update(type, uid, attributes, options).catch((error: unknown) => {
      if (error instanceof UnknownUidException) return uid;
      throw error;
    });
  }
}

class KeepsWhatIsCleared extends MemoryConnector {
  override update(
    type: ObjectClass,
    uid: Uid,
    attributes: AttributeSet,
    options: OperationOptions,
  ): Promise<Uid> {
    const withValues = [...attributes].filter(({ values }) => (values?.length ?? 0) > 0);
    return super.update(type, uid, AttributeSet.of(withValues), options);
  }
}

class ReplacesInsteadOfAdding extends MemoryConnector {
  override addAttributeValues(
    type: ObjectClass,
    uid: Uid,
    attributes: AttributeSet,
    options: OperationOptions,
  ): Promise<Uid> {
    return super.update(type, uid, attributes, options);
  }
}

class ForgetsRemovalsOfDeltas extends MemoryConnector {
  override updateDelta(
    type: ObjectClass,
    uid: Uid,
    deltas: readonly AttributeDelta[],
    options: OperationOptions,
  ): Promise<readonly AttributeDelta[] | null> {
    const additions = deltas.map(({ name, valuesToAdd, valuesToReplace }) =>
      valuesToReplace
        ? new AttributeDelta(name, { replace: valuesToReplace })
        : new AttributeDelta(name, { add: valuesToAdd }),
    );
    return super.updateDelta(type, uid, additions, options);
  }
}

class DeletesNobodySilently extends MemoryConnector {
  override delete(type: ObjectClass, uid: Uid, options: OperationOptions): Promise<void> {
    return super.delete(type, uid, options).catch((error: unknown) => {
      if (!(error instanceof UnknownUidException)) throw error;
    });
  }
}

class EndsBatchAtFailure extends MemoryConnector {
  override async *batch(
    tasks: AsyncIterable<{ readonly index: number; readonly task: BatchTask }>,
    options: OperationOptions,
  ): AsyncGenerator<BatchOutcome, void, void> {
    for await (const outcome of super.batch(tasks, options)) {
      if (outcome.error) throw outcome.error;
      yield outcome;
    }
  }
}

export const WRITE_MUTANTS: readonly Mutant[] = [
  { name: 'forgets the Uid and returns the name', connector: ReturnsNameAsUid },
  { name: 'refuses a taken name with the wrong exception', connector: RefusesTakenNameInItsOwnWords },
  { name: 'goes on creating after an abort', connector: CreatesAfterAbort },
  { name: 'cuts texts at 255 characters', connector: CutsLongTexts },
  { name: 'resolves names in their own case only', connector: KnowsNamesInTheirCaseOnly },
  { name: 'updates an unknown Uid without a word', connector: UpdatesNobodySilently },
  { name: 'keeps an attribute that an update clears', connector: KeepsWhatIsCleared },
  { name: 'replaces values instead of adding', connector: ReplacesInsteadOfAdding },
  { name: 'forgets the removals of deltas', connector: ForgetsRemovalsOfDeltas },
  { name: 'deletes an unknown Uid without a word', connector: DeletesNobodySilently },
  { name: 'throws at the first failed task of a batch', connector: EndsBatchAtFailure },
];
