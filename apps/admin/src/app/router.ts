import { createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router';
import { readCertificateFilters } from '../features/certificate-list/filters.ts';
import { readDashboardSearch } from '../features/dashboard/period.ts';
import { readOrderFilters } from '../features/orders/filters.ts';
import { CertificatePage } from '../pages/CertificatePage.tsx';
import { CertificatesPage } from '../pages/CertificatesPage.tsx';
import { CrashedPage } from '../pages/CrashedPage.tsx';
import { DevelopersPage } from '../pages/DevelopersPage.tsx';
import { HomePage } from '../pages/HomePage.tsx';
import { IssueCertificatePage } from '../pages/IssueCertificatePage.tsx';
import { MailPage } from '../pages/MailPage.tsx';
import { NotFoundPage } from '../pages/NotFoundPage.tsx';
import { OrderPage } from '../pages/OrderPage.tsx';
import { OrdersPage } from '../pages/OrdersPage.tsx';
import { OutboxPage } from '../pages/OutboxPage.tsx';
import { Root } from './Root.tsx';
import { parseSearch, stringifySearch } from './search-params.ts';

const root = createRootRoute({ component: Root });
const getParentRoute = () => root;

const home = createRoute({
  getParentRoute,
  path: '/',
  component: HomePage,
  validateSearch: readDashboardSearch,
});
const certificates = createRoute({
  getParentRoute,
  path: '/certificates',
  component: CertificatesPage,
  validateSearch: readCertificateFilters,
});
const issueCertificate = createRoute({
  getParentRoute,
  path: '/certificates/new',
  component: IssueCertificatePage,
});
const certificate = createRoute({
  getParentRoute,
  path: '/certificates/$certificateId',
  component: CertificatePage,
});
const orders = createRoute({
  getParentRoute,
  path: '/orders',
  component: OrdersPage,
  validateSearch: readOrderFilters,
});
const order = createRoute({ getParentRoute, path: '/orders/$orderId', component: OrderPage });
const outbox = createRoute({ getParentRoute, path: '/outbox', component: OutboxPage });
const mail = createRoute({ getParentRoute, path: '/outbox/$mailId', component: MailPage });
const developers = createRoute({ getParentRoute, path: '/settings/developers', component: DevelopersPage });
// Whoever is signed out sees the form on every address; whoever is signed in has nothing to do on this one.
const signIn = createRoute({
  getParentRoute,
  path: '/sign-in',
  beforeLoad: () => {
    throw redirect({ to: '/', replace: true });
  },
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    certificates,
    issueCertificate,
    certificate,
    orders,
    order,
    outbox,
    mail,
    developers,
    signIn,
  ]),
  basepath: '/admin',
  parseSearch,
  stringifySearch,
  scrollRestoration: true,
  defaultNotFoundComponent: NotFoundPage,
  defaultErrorComponent: CrashedPage,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
