import './styles.css';
import { ToastProvider, watchForManyGlyphs } from '@boon/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from './api/query-client.ts';
import { createApiClient, trpc } from './api/trpc.ts';
import { router } from './app/router.ts';

const container = document.getElementById('root');
if (!container) throw new Error('The page has no element with the id "root"');

const queryClient = createQueryClient();
const apiClient = createApiClient();

watchForManyGlyphs();
createRoot(container).render(
  <StrictMode>
    <trpc.Provider client={apiClient} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>
        <ToastProvider>
          <RouterProvider router={router} />
        </ToastProvider>
      </QueryClientProvider>
    </trpc.Provider>
  </StrictMode>,
);
