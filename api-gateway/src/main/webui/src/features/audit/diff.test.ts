import { expect, test } from 'vitest';
import { differences } from './diff';

test('should tell each property by its path, before and after', () => {
  expect(
    differences(
      { name: 'A', nodes: { n1: { settings: { body: { concealed: true, characters: 8 } } } } },
      { name: 'B', nodes: { n1: { settings: { body: { concealed: true, characters: 9 } } } }, active: false },
    ),
  ).toEqual([
    { path: 'name', before: { text: 'A' }, after: { text: 'B' } },
    {
      path: 'nodes.n1.settings.body',
      before: { concealed: true, characters: 8 },
      after: { concealed: true, characters: 9 },
    },
    { path: 'active', before: undefined, after: { text: 'false' } },
  ]);
});

test('should tell lists of words in one line, and lists of things thing by thing', () => {
  expect(differences(null, { words: ['STOP', 'HALT'], results: [{ name: 'paid' }] })).toEqual([
    { path: 'words', before: undefined, after: { text: 'STOP, HALT' } },
    { path: 'results[0].name', before: undefined, after: { text: 'paid' } },
  ]);
  expect(differences(null, null)).toEqual([]);
  expect(differences({ secret: { concealed: true } }, { secret: { concealed: true } })).toEqual([
    { path: 'secret', before: { concealed: true, characters: null }, after: { concealed: true, characters: null } },
  ]);
});
