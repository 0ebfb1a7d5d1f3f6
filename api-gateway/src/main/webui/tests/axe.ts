import axe from 'axe-core';

/** What axe finds in a part of the page: colours need a browser, and the landmarks are those of the shell around it. */
export async function axeFindings(): Promise<string[]> {
  const result = await axe.run(document.body, {
    rules: {
      'color-contrast': { enabled: false },
      region: { enabled: false },
      'landmark-no-duplicate-banner': { enabled: false },
      'landmark-unique': { enabled: false },
    },
  });
  return result.violations.map(one => `${one.id}: ${one.nodes.map(node => node.html.slice(0, 200)).join(' | ')}`);
}
