import { watchForManyGlyphs } from '@boon/ui';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createApiClient, trpc } from './api/client.ts';
import { failureOf } from './api/failure.ts';
import './app.css';
import { createPortalRouter } from './router.tsx';

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      retry: (attempts, error) => failureOf(error).kind === 'unreachable' && attempts < 2,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});
const apiClient = createApiClient();
const router = createPortalRouter();

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root"');

watchForManyGlyphs();
createRoot(root).render(
  <StrictMode>
    <trpc.Provider client={apiClient} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </trpc.Provider>
  </StrictMode>,
);
