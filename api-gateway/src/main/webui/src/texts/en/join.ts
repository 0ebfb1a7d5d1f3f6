export const join = {
  title: 'Choose a password',
  lead: (tenant: string) => `Welcome to ${tenant}`,
  text: (name: string) => `Hello ${name}: choose the password by which you sign in from now on.`,
  email: 'Email',
  password: 'Password',
  hint: 'At least 12 characters. Four words that do not belong together are good, and easy to remember.',
  tooShort: 'Choose a password of 12 to 200 characters',
  submit: 'Go on',
  what: 'The invitation',
  refused: 'This link no longer works',
  toSignIn: 'Go to the sign-in',
};
