export * from './contract/assertions.js';
export * from './contract/contract.js';
export type { ContractCase } from './contract/contract-case.js';
export * from './contract/contract-subject.js';
export * from './memory/memory-configuration.js';
export * from './memory/memory-connector.js';
export * from './memory/memory-subject.js';
export * from './memory/memory-target.js';
