// Before the first paint, so that nobody who chose dark sees a white flash. No inline script: the policy forbids those.
try {
  var scheme = localStorage.getItem('mantine-color-scheme-value') || 'auto';
  if (scheme === 'auto') scheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  document.documentElement.setAttribute('data-mantine-color-scheme', scheme);
} catch (e) {
  document.documentElement.setAttribute('data-mantine-color-scheme', 'light');
}
