export interface Work {
  copied: number;
  integersRead: number;
  largestAllocation: number;
}

/** Counts what `run` does with buffers: bytes moved from one to another, integers read, the largest one asked for. */
export function counted(run: () => void): Work {
  const work: Work = { copied: 0, integersRead: 0, largestAllocation: 0 };
  const { copy, readInt32BE } = Buffer.prototype;
  const { allocUnsafe } = Buffer;
  Buffer.prototype.copy = function (
    this: Buffer,
    target: Uint8Array,
    targetStart = 0,
    start = 0,
    end = this.length,
  ) {
    work.copied += end - start;
    return copy.call(this, target, targetStart, start, end);
  };
  Buffer.prototype.copyWithin = function (this: Buffer, target: number, start: number, end = this.length) {
    work.copied += end - start;
    return Uint8Array.prototype.copyWithin.call(this, target, start, end) as Buffer;
  };
  Buffer.prototype.readInt32BE = function (this: Buffer, at = 0) {
    work.integersRead++;
    return readInt32BE.call(this, at);
  };
  Buffer.allocUnsafe = (size) => {
    work.largestAllocation = Math.max(work.largestAllocation, size);
    return allocUnsafe(size);
  };
  try {
    run();
  } finally {
    Object.assign(Buffer.prototype, { copy, readInt32BE });
    delete (Buffer.prototype as Partial<Buffer>).copyWithin;
    Buffer.allocUnsafe = allocUnsafe;
  }
  return work;
}
