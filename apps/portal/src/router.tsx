import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { PurchasePage } from './pages/PurchasePage.tsx';
import { BrokenPage } from './shell/BrokenPage.tsx';
import { NotFound } from './shell/NotFound.tsx';
import { WorkspaceLayout } from './shell/WorkspaceLayout.tsx';

const rootRoute = createRootRoute({ notFoundComponent: NotFound, errorComponent: BrokenPage });

const workspaceRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '$workspace',
  component: WorkspaceLayout,
  errorComponent: BrokenPage,
});

const purchaseRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/',
  component: PurchasePage,
});
const segmentRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '$segment',
  component: PurchasePage,
});

// These words are taken as segment slugs: a fixed path outranks the segment's.
const successRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'success',
  validateSearch: (search: Record<string, unknown>) => ({ purchase: textOf(search.purchase) }),
  component: lazyRouteComponent(() => import('./pages/SuccessPage.tsx'), 'SuccessPage'),
});
const cancelledRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'cancelled',
  validateSearch: (search: Record<string, unknown>) => ({ purchase: textOf(search.purchase) }),
  component: lazyRouteComponent(() => import('./pages/CancelledPage.tsx'), 'CancelledPage'),
});
const checkRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'check',
  component: lazyRouteComponent(() => import('./pages/CheckPage.tsx'), 'CheckPage'),
});
const certificateRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'certificate',
  validateSearch: (search: Record<string, unknown>) => ({ token: textOf(search.token) }),
  component: lazyRouteComponent(() => import('./pages/RecipientPage.tsx'), 'RecipientPage'),
});

const routeTree = rootRoute.addChildren([
  workspaceRoute.addChildren([
    purchaseRoute,
    segmentRoute,
    successRoute,
    cancelledRoute,
    checkRoute,
    certificateRoute,
  ]),
]);

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function createPortalRouter() {
  return createRouter({
    routeTree,
    basepath: '/p',
    defaultNotFoundComponent: NotFound,
    // Tokens are plain text: the default reading as JSON would turn one that looks like a number into a number.
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const text = new URLSearchParams(
        Object.entries(search).map(([name, value]) => [name, String(value)]),
      ).toString();
      return text === '' ? '' : `?${text}`;
    },
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createPortalRouter>;
  }
}
