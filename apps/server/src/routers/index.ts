import { adminRouter } from './admin.ts';
import { portalRouter } from './portal.ts';
import { router } from './trpc.ts';
import { widgetRouter } from './widget.ts';

/** One router an app; each has its own way to know who calls. */
export const appRouter = router({ portal: portalRouter, widget: widgetRouter, admin: adminRouter });
export type AppRouter = typeof appRouter;
