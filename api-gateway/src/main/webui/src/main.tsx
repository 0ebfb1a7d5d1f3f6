import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './app/tokens.css';
import './app/mantine.css';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { makeQueryClient } from './api/query-client';
import { Providers } from './app/providers';
import { routes } from './routes';

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <Providers client={makeQueryClient()}>
      <RouterProvider router={createBrowserRouter(routes)} />
    </Providers>,
  );
}
