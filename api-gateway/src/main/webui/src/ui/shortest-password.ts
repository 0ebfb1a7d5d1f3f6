/** How short a password may be; the server has the last word, and knows the commonest too. */
export const shortestPassword = 12;
