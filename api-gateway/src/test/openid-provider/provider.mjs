// An OpenID provider for tests, with what no provider offers: accounts made while it runs, keys changed, and tokens that are wrong in
// one thing. node provider.mjs PORT CONSOLE_ADDRESS
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, importJWK, SignJWT, UnsecuredJWT } from 'jose';
import Provider from 'oidc-provider';

const [port, console_] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const audience = 'campaign-flows';
const accounts = new Map();

async function newKey(kid) {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, use: 'sig', alg: 'RS256' };
}

let key = await newKey('first');
const foreignKey = await newKey('first');
let keySetReads = 0;

function newProvider() {
  return new Provider(issuer, {
    jwks: { keys: [key] },
    clients: [
      {
        client_id: audience,
        client_secret: 'secret-of-the-console-in-tests',
        redirect_uris: [`${console_}/api/v1/sign-in/main/callback`],
        post_logout_redirect_uris: [`${console_}/`],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub', 'tenant', 'realm_access'], profile: ['name'], email: ['email'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    issueRefreshToken: () => true,
    features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
    cookies: { keys: ['a key of the cookies in tests'] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...accounts.get(id) }) }),
  }).callback();
}
let provider = newProvider();

/** A token as the provider would sign it, but for what the test wants otherwise. */
async function token({ claims = {}, header = {}, signedBy = 'own' }) {
  const now = Math.floor(Date.now() / 1000);
  const all = { iss: issuer, aud: audience, sub: 'program', iat: now, exp: now + 300, ...claims };
  for (const [name, value] of Object.entries(all)) if (value === null) delete all[name];
  if (signedBy === 'nobody') return new UnsecuredJWT(all).encode();
  const signing = signedBy === 'own' ? key : foreignKey;
  return new SignJWT(all)
    .setProtectedHeader({ alg: 'RS256', kid: signing.kid, ...header })
    .sign(await importJWK(signing, 'RS256'));
}

const controls = {
  '/test/accounts': async ({ id, claims }) => void accounts.set(id, claims),
  '/test/token': token,
  '/test/rotate': async ({ kid }) => {
    key = await newKey(kid);
    provider = newProvider();
  },
  '/test/key-set-reads': async () => String(keySetReads),
};

createServer(async (request, response) => {
  const control = controls[request.url];
  if (!control) {
    if (request.url === '/jwks') keySetReads += 1;
    provider(request, response);
    return;
  }
  let body = '';
  for await (const chunk of request) body += chunk;
  response.end((await control(JSON.parse(body || '{}'))) ?? '');
}).listen(Number(port), '127.0.0.1', () => console.log('ready'));

// Ends with whoever has started it.
process.stdin.on('end', () => process.exit()).resume();
