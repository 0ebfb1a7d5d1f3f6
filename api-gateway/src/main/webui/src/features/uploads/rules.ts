import { uploads as uploadsTexts } from '../../texts/en/uploads';

export const MOST_BYTES = 4 * 1024 ** 3;

/** Why a file cannot be uploaded, seen before a byte of it is sent; null if nothing speaks against it. */
export function refusalOf(file: File): string | null {
  const words = uploadsTexts.dialog;
  if (file.size === 0) return words.empty;
  if (file.size > MOST_BYTES) return words.tooLarge(file.size);
  if (/\.(xlsx?|ods|numbers|pdf|docx?|zip|gz|json|xml)$/i.test(file.name)) return words.notCsv;
  return null;
}

/** Done of all, in percent from 0 to 100; what has no size is done. */
export function percent(done: number, all: number): number {
  return all <= 0 ? 100 : Math.min(100, Math.max(0, (done / all) * 100));
}
