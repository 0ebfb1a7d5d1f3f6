import { useState } from 'react';
import { Navigate } from 'react-router';

const KEY = 'campaign-flows.return';
const FIRST_PAGE = '/campaigns';

/** Remembers the page in this tab, before an identity provider's pages take its place. */
export function rememberAddress(address: string): void {
  sessionStorage.setItem(KEY, address);
}

function takeAddress(): string {
  const address = sessionStorage.getItem(KEY) ?? FIRST_PAGE;
  sessionStorage.removeItem(KEY);
  return /^\/(?![/\\])/.test(address) && !address.startsWith('/?') && address !== '/' ? address : FIRST_PAGE;
}

/** Where the console begins: at the page that somebody wanted to see when they were asked to sign in. */
export function Home() {
  const [address] = useState(takeAddress);
  return <Navigate to={address} replace />;
}
