import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, resolve } from 'node:path';
import { shippedPreset, type PresetKind } from '../document/shipped-presets.js';
import { SourceDocument, type Section } from '../document/source-document.js';

/** Texts that a job takes from other files, by their paths: they have a bearing on what it does. */
export type FileTexts = Map<string, string>;

const isPath = (text: string): boolean => /^\.{1,2}\//.test(text) || isAbsolute(text);

/**
 * A part of a job, wherever it stands: in the job itself, in a file of its own, or among the shipped presets. Undefined
 * where there is none, or where it cannot be had, which was complained of then.
 */
export async function partOf(
  section: Section,
  kind: PresetKind,
  files: FileTexts,
): Promise<Section | undefined> {
  const { value } = section;
  if (typeof value !== 'string') return value === undefined ? undefined : section;
  if (!isPath(value)) return shippedPreset(kind, value, (problem) => section.complain(problem));
  return (await fileOf(section, files))?.section();
}

/** The document in the file that a section names; undefined where it cannot be read, which was complained of then. */
export async function fileOf(section: Section, files: FileTexts): Promise<SourceDocument | undefined> {
  const file = resolve(dirname(section.document.file), section.value as string);
  try {
    const text = await readFile(file, 'utf8');
    files.set(file, text);
    return new SourceDocument(text, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    section.complain(code === 'ENOENT' ? `there is no file ${file}` : `file ${file} cannot be read: ${code}`);
    return undefined;
  }
}
